package org.sessiontoken.adapter.discovery;

import java.time.Duration;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.background.Step;

/**
 * Keeps the catalogue up to date. Reading begins again with a new consumer after a failure, when the topic does not exist
 * yet, and when the topic has other partitions; the catalogue keeps its entries meanwhile.
 */
final class CatalogueStep implements Step {

    private static final Duration REOPEN_DELAY = Duration.ofMillis(500);

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final Catalogue catalogue;

    /** Written by the thread of the task, read by the thread that cancels it. */
    private volatile @Nullable CatalogueReader reader;

    CatalogueStep(Supplier<Consumer<byte[], byte[]>> consumers, Catalogue catalogue) {
        this.consumers = consumers;
        this.catalogue = catalogue;
    }

    @Override
    public Duration run() {
        CatalogueReader current = reader;
        boolean valid;
        if (current == null) {
            current = new CatalogueReader(consumers.get(), catalogue);
            reader = current;
            valid = current.open();
        } else {
            valid = current.poll();
        }
        if (valid) {
            return Duration.ZERO;
        }
        release();
        return REOPEN_DELAY;
    }

    @Override
    public void cancel() {
        CatalogueReader current = reader;
        if (current != null) {
            current.wakeUp();
        }
    }

    @Override
    public void release() {
        CatalogueReader current = reader;
        reader = null;
        if (current != null) {
            current.close();
        }
    }
}
