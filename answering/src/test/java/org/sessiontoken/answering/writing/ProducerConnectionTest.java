package org.sessiontoken.answering.writing;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProducerConnectionTest {

    /** In an executable jar, a thread of the JVM's common pool does not see Kafka's classes by its own class loader. */
    @Test
    void theProducerIsMadeWithTheProgramsClassLoaderWhicheverThreadNeedsItFirst() {
        AtomicReference<@Nullable ClassLoader> seen = new AtomicReference<>();
        ProducerConnection connection = new ProducerConnection(
                () -> {
                    seen.set(Thread.currentThread().getContextClassLoader());
                    return new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
                },
                new SimpleMeterRegistry());

        @Nullable
        ClassLoader after = CompletableFuture.supplyAsync(
                        () -> {
                            Thread.currentThread().setContextClassLoader(ClassLoader.getPlatformClassLoader());
                            connection.producer();
                            return Thread.currentThread().getContextClassLoader();
                        },
                        work -> new Thread(work).start())
                .join();

        assertThat(seen).hasValue(ProducerConnection.class.getClassLoader());
        assertThat(after).isEqualTo(ClassLoader.getPlatformClassLoader());
    }
}
