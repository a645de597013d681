package org.sessiontoken.broker.guessing;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.background.Step;
import org.sessiontoken.event.FailureCount;
import org.sessiontoken.event.FailureCountCodec;
import org.sessiontoken.event.FailuresCounted;

/** Tells the other instances what this one has counted, four times a second while there is anything to tell. */
final class FailureWriter implements Step {

    private static final Duration PERIOD = Duration.ofMillis(250);
    private static final Duration MAX_WRITE = Duration.ofSeconds(30);

    private final String writer;
    private final UntoldCounts untold;
    private final Function<ProducerRecord<byte[], byte[]>, CompletionStage<Void>> publisher;
    private final Clock clock;
    private volatile @Nullable CompletableFuture<Void> writing;

    /**
     * A writer.
     *
     * @param writer identifies this process
     * @param publisher writes a record, and completes when Kafka has it
     */
    FailureWriter(
            String writer,
            UntoldCounts untold,
            Function<ProducerRecord<byte[], byte[]>, CompletionStage<Void>> publisher,
            Clock clock) {
        this.writer = writer;
        this.untold = untold;
        this.publisher = publisher;
        this.clock = clock;
    }

    @Override
    public Duration run() throws Exception {
        List<FailureCount> counts = untold.drain();
        List<CompletableFuture<Void>> writes = new ArrayList<>();
        for (int from = 0; from < counts.size(); from += FailuresCounted.MAX_COUNTS) {
            int to = Math.min(counts.size(), from + FailuresCounted.MAX_COUNTS);
            writes.add(publisher
                    .apply(FailureCountCodec.write(
                            new FailuresCounted(writer, clock.instant(), counts.subList(from, to))))
                    .toCompletableFuture());
        }
        CompletableFuture<Void> all = CompletableFuture.allOf(writes.toArray(CompletableFuture<?>[]::new));
        writing = all;
        all.get(MAX_WRITE.toMillis(), TimeUnit.MILLISECONDS);
        return PERIOD;
    }

    @Override
    public void cancel() {
        CompletableFuture<Void> writes = writing;
        if (writes != null) {
            writes.cancel(false);
        }
    }
}
