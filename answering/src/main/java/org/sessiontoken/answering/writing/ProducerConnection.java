package org.sessiontoken.answering.writing;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.time.Duration;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.kafka.tuning.ProducerThread;

/**
 * The one producer of a service, with its metrics. It is opened when it is first needed, and opening is retried with each
 * use until it succeeds: a producer cannot even be created while the name of Kafka's host does not resolve. Safe for all
 * threads.
 */
final class ProducerConnection {

    private final Supplier<Producer<byte[], byte[]>> producers;
    private final MeterRegistry meters;
    private @Nullable Open open;
    private boolean closed;

    ProducerConnection(Supplier<Producer<byte[], byte[]>> producers, MeterRegistry meters) {
        this.producers = producers;
        this.meters = meters;
    }

    /**
     * The producer.
     *
     * @throws IllegalStateException once this is closed
     */
    synchronized Producer<byte[], byte[]> producer() {
        if (closed) {
            throw new IllegalStateException("the connection to Kafka is closed");
        }
        Open now = open;
        if (now == null) {
            Producer<byte[], byte[]> producer = created();
            now = new Open(producer, ProducerThread.of(producer.metrics()), new KafkaClientMetrics(producer));
            now.metrics.bindTo(meters);
            open = now;
        }
        return now.producer;
    }

    /**
     * Kafka's clients look for their classes by the class loader of the thread. The thread may be that on which a backend has
     * completed its answer, such as one of the JVM's common pool, which does not see the classes in an executable jar; and a
     * class that could not be initialised once never can.
     */
    private Producer<byte[], byte[]> created() {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(ProducerConnection.class.getClassLoader());
        try {
            return producers.get();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /**
     * Gives up the producer if the thread with which it sends has died: the next use opens another one. The dead one reports
     * nothing more of the events that were sent with it.
     *
     * @return whether that was so
     */
    synchronized boolean replaceDead() {
        Open last = open;
        if (last == null || !last.thread.isDead()) {
            return false;
        }
        open = null;
        last.producer.close(Duration.ZERO);
        last.metrics.close();
        return true;
    }

    /** Replaces the producer. What it has not sent fails, and is sent by the next one if it is sent again. */
    void reopen() {
        @Nullable Open last;
        synchronized (this) {
            last = open;
            open = null;
        }
        close(last, Duration.ZERO);
    }

    /** Waits within the timeout until Kafka has acknowledged what was sent, and closes the producer. */
    void close(Duration timeout) {
        @Nullable Open last;
        synchronized (this) {
            closed = true;
            last = open;
            open = null;
        }
        close(last, timeout);
    }

    private static void close(@Nullable Open last, Duration timeout) {
        if (last != null) {
            last.producer.close(timeout);
            last.metrics.close();
        }
    }

    private record Open(Producer<byte[], byte[]> producer, ProducerThread thread, KafkaClientMetrics metrics) {}
}
