package org.sessiontoken.console.tail;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.background.Step;
import org.sessiontoken.console.index.FlowIndex;
import org.sessiontoken.console.index.IndexUnavailableException;
import org.sessiontoken.console.index.LogEnds;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the index up to date. It begins anew where it was made from other topics than there are now, or its file is gone, damaged or of
 * another version; and reads from where it ends, with a new consumer, after a failure and when there are more partitions.
 */
final class TailStep implements Step {

    private static final Logger LOG = LoggerFactory.getLogger(TailStep.class);
    private static final Duration FORGET_PERIOD = Duration.ofMinutes(1);

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final Supplier<Consumer<byte[], byte[]>> singleRecordConsumers;
    private final TopicLooks looks;
    private final FlowIndex index;
    private final Duration window;
    private final Clock clock;

    /** Written by the thread of the task, read by the thread that cancels it. */
    private volatile @Nullable TailReader reader;

    private @Nullable Look seen;
    private Instant forgottenAt = Instant.EPOCH;

    TailStep(
            Supplier<Consumer<byte[], byte[]>> consumers,
            Supplier<Consumer<byte[], byte[]>> singleRecordConsumers,
            TopicLooks looks,
            FlowIndex index,
            Duration window,
            Clock clock) {
        this.consumers = consumers;
        this.singleRecordConsumers = singleRecordConsumers;
        this.looks = looks;
        this.index = index;
        this.window = window;
        this.clock = clock;
    }

    @Override
    public Duration run() throws IOException, ExecutionException, InterruptedException {
        try {
            read();
            return Duration.ZERO;
        } catch (IndexUnavailableException failure) {
            if (failure.isDamaged()) {
                rebuild("The index is damaged and is built again");
            }
            throw failure;
        }
    }

    private void read() throws IOException, ExecutionException, InterruptedException {
        index.open();
        Look look = looks.now();
        LogEnds before = index.ends();
        boolean isNew = look != seen;
        observe(look);
        TailReader current = reader;
        if (isNew && !index.isThere()) {
            rebuild("The index was deleted and is built again");
            current = null;
        }
        if (current != null && !current.reads(look)) {
            current.commit();
            closeReader();
            current = null;
        }
        if (current == null) {
            current = opened(look, before);
        }
        forget(current);
        current.poll();
    }

    /** Has the index know how much there is to read, also where it then cannot be written: otherwise it would seem to have all. */
    private void observe(Look look) {
        if (look != seen) {
            index.observed(look.ends());
            seen = look;
        }
    }

    private TailReader opened(Look look, @Nullable LogEnds before) throws IOException {
        if (!index.belongsTo(look.cluster(), look.ids())) {
            rebuild("The index was made from other topics than there are now, and is built again");
            index.belongsTo(look.cluster(), look.ids());
        }
        Instant since = clock.instant().minus(window);
        TailReader opening = reading(look);
        if (!opening.fits()) {
            rebuild("The index has more than there is in Kafka, and is built again");
            index.belongsTo(look.cluster(), look.ids());
            opening = reading(look);
        }
        LogEnds known = index.ends();
        observe(look);
        // An index that was just built again knows nothing of before.
        opening.open(since, known == null ? null : before);
        return opening;
    }

    private TailReader reading(Look look) {
        TailReader opening = new TailReader(consumers.get(), singleRecordConsumers, index, look);
        reader = opening;
        return opening;
    }

    private void rebuild(String message) throws IOException {
        LOG.atWarn().log(message);
        closeReader();
        seen = null;
        index.rebuild();
    }

    private void forget(TailReader current) {
        Instant now = clock.instant();
        if (now.isAfter(forgottenAt.plus(FORGET_PERIOD))) {
            current.forget(now.minus(window));
            forgottenAt = now;
        }
    }

    @Override
    public void cancel() {
        TailReader current = reader;
        if (current != null) {
            current.wakeUp();
        }
        looks.close();
    }

    @Override
    public void finish() {
        TailReader current = reader;
        if (current != null) {
            current.commit();
        }
    }

    @Override
    public void release() {
        closeReader();
        looks.close();
    }

    private void closeReader() {
        TailReader current = reader;
        reader = null;
        if (current != null) {
            current.close();
        }
    }
}
