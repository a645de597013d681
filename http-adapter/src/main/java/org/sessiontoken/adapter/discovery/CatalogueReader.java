package org.sessiontoken.adapter.discovery;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.event.Topics;
import org.sessiontoken.telemetry.LogKeys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Keeps up with the catalogue's topic on a thread of its own, for as long as the application runs: where the topic is not
 * there yet, or reading fails, it begins anew.
 */
final class CatalogueReader implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(CatalogueReader.class);

    private static final long PAUSE_MILLIS = 500;

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final Catalogue catalogue;

    private @Nullable Run run;

    CatalogueReader(Supplier<Consumer<byte[], byte[]>> consumers, Catalogue catalogue) {
        this.consumers = consumers;
        this.catalogue = catalogue;
    }

    @Override
    public synchronized void start() {
        if (run == null) {
            run = new Run();
            run.begin();
        }
    }

    @Override
    public synchronized void stop() {
        if (run != null) {
            run.end();
            run = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return run != null;
    }

    /** Before the web server when starting, so that it is ready sooner, and after it when stopping. */
    @Override
    public int getPhase() {
        return 0;
    }

    private final class Run {

        private final CountDownLatch ended = new CountDownLatch(1);
        private final Thread thread = new Thread(this::readForEver, "auth-service-catalogue");
        private volatile @Nullable Consumer<byte[], byte[]> current;
        private boolean complained;

        void begin() {
            thread.setDaemon(true);
            thread.start();
        }

        void end() {
            ended.countDown();
            Consumer<byte[], byte[]> consumer = current;
            if (consumer != null) {
                consumer.wakeup();
            }
            try {
                thread.join(TimeUnit.SECONDS.toMillis(5));
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }

        private void readForEver() {
            while (!isOver(0)) {
                try (Consumer<byte[], byte[]> consumer = consumers.get()) {
                    current = consumer;
                    read(new CatalogueReading(consumer, catalogue));
                } catch (WakeupException stopped) {
                    return;
                } catch (RuntimeException failure) {
                    complain(failure);
                }
                isOver(PAUSE_MILLIS);
            }
        }

        private void read(CatalogueReading reading) {
            boolean good = reading.begin();
            while (good && !isOver(0)) {
                good = reading.step();
                complained = false;
            }
        }

        private boolean isOver(long millis) {
            try {
                return ended.await(millis, TimeUnit.MILLISECONDS);
            } catch (InterruptedException interrupted) {
                return true;
            }
        }

        /** Once, until reading succeeds again: Kafka may be away for hours. */
        private void complain(RuntimeException failure) {
            if (!complained) {
                log.atWarn()
                        .addKeyValue(LogKeys.TOPIC, Topics.AUTH_SERVICES)
                        .addKeyValue(LogKeys.EXCEPTION, failure.getClass().getName())
                        .log("Catalogue cannot be read now; trying on");
            }
            complained = true;
        }
    }
}
