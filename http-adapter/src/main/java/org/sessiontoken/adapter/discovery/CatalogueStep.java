package org.sessiontoken.adapter.discovery;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.background.Step;
import org.sessiontoken.event.Topics;
import org.sessiontoken.kafka.topics.ObservedTopic;
import org.sessiontoken.telemetry.LogKeys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the catalogue up to date. Reading begins again with a new consumer after a failure, and when the topic was created
 * again or has other partitions; the catalogue keeps its entries meanwhile.
 */
final class CatalogueStep implements Step {

    private static final Logger LOG = LoggerFactory.getLogger(CatalogueStep.class);
    private static final Duration REOPEN_DELAY = Duration.ofMillis(500);

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final Supplier<Consumer<byte[], byte[]>> singleRecordConsumers;
    private final CatalogueTopic topic;
    private final Catalogue catalogue;

    /** Written by the thread of the task, read by the thread that cancels it. */
    private volatile @Nullable CatalogueReader reader;

    CatalogueStep(
            Supplier<Consumer<byte[], byte[]>> consumers,
            Supplier<Consumer<byte[], byte[]>> singleRecordConsumers,
            CatalogueTopic topic,
            Catalogue catalogue) {
        this.consumers = consumers;
        this.singleRecordConsumers = singleRecordConsumers;
        this.topic = topic;
        this.catalogue = catalogue;
    }

    @Override
    public Duration run() throws Exception {
        Optional<ObservedTopic> now = topic.now();
        CatalogueReader current = reader;
        if (current != null && now.filter(current::reads).isEmpty()) {
            LOG.atWarn()
                    .addKeyValue(LogKeys.TOPIC, Topics.AUTH_SERVICES)
                    .log("The catalogue was deleted or has other partitions: its entries stay until it is read again");
            closeReader();
            current = null;
        }
        if (now.isEmpty()) {
            return REOPEN_DELAY;
        }
        if (current == null) {
            current = new CatalogueReader(consumers.get(), singleRecordConsumers, catalogue, now.get());
            reader = current;
            current.open();
        } else {
            current.poll();
        }
        return Duration.ZERO;
    }

    @Override
    public void cancel() {
        CatalogueReader current = reader;
        if (current != null) {
            current.wakeUp();
        }
        topic.close();
    }

    @Override
    public void release() {
        closeReader();
        topic.close();
    }

    private void closeReader() {
        CatalogueReader current = reader;
        reader = null;
        if (current != null) {
            current.close();
        }
    }
}
