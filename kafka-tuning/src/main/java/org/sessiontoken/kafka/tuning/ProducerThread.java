package org.sessiontoken.kafka.tuning;

import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/**
 * The thread with which a producer sends. An {@link Error}, such as an {@link OutOfMemoryError}, ends it in silence: from then on
 * the producer takes events and sends none of them, and tells nobody.
 */
public final class ProducerThread {

    private final Optional<Thread> thread;

    private ProducerThread(Optional<Thread> thread) {
        this.thread = thread;
    }

    /**
     * Finds the thread of a producer that has just been made. A mock has none.
     *
     * @param metrics the producer's metrics, which tell its {@code client.id}
     */
    public static ProducerThread of(Map<MetricName, ? extends Metric> metrics) {
        Optional<String> name = metrics.keySet().stream()
                .map(metric -> metric.tags().get("client-id"))
                .filter(Objects::nonNull)
                .findFirst()
                .map(clientId -> KafkaProducer.NETWORK_THREAD_PREFIX + " | " + clientId);
        // The newest: another producer of this process may have the same client.id.
        return new ProducerThread(name.flatMap(found -> Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals(found))
                .max(Comparator.comparingLong(Thread::getId))));
    }

    /** Whether it has ended, by itself or because the producer is closed. */
    public boolean isDead() {
        return thread.map(found -> !found.isAlive()).orElse(false);
    }
}
