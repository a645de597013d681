package org.sessiontoken.kafka.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sessiontoken.kafka.embedded.EmbeddedKafka;
import org.sessiontoken.kafka.embedded.EmbeddedKafkaSettings;

class ProducerThreadIT {

    @TempDir
    Path data;

    @Test
    void isDeadOnceAnErrorHasEndedIt() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(EmbeddedKafkaSettings.onAFreePort(data))) {
            Map<String, Object> settings = Map.of("bootstrap.servers", kafka.bootstrapServers());
            try (Admin admin = Admin.create(settings)) {
                admin.createTopics(List.of(new NewTopic("topic", 1, (short) 1)))
                        .all()
                        .get();
            }
            KafkaProducer<byte[], byte[]> producer =
                    new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
            try {
                ProducerThread thread = ProducerThread.of(producer.metrics());
                producer.send(new ProducerRecord<>("topic", new byte[1])).get();
                assertThat(thread.isDead()).isFalse();

                producer.send(new ProducerRecord<>("topic", new byte[1]), (written, failure) -> {
                    throw new OutOfMemoryError("in the thread of the producer");
                });

                await().dontCatchUncaughtExceptions().until(thread::isDead);
            } finally {
                producer.close(Duration.ZERO);
            }
        }
    }

    @Test
    void ofAMockNeverDies() {
        assertThat(ProducerThread.of(new MockProducer<>().metrics()).isDead()).isFalse();
    }
}
