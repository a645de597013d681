package org.sessiontoken.broker.guessing;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.sessiontoken.background.BackgroundTask;
import org.sessiontoken.event.Topics;

/** Tells other instances what this one has counted of wrong credentials, and learns what they have. */
public final class FailureExchange implements AutoCloseable {

    /** Reading the last minutes takes a fraction of it. Without them this instance knows less, and answers all the same. */
    private static final Duration MAX_WAIT = Duration.ofSeconds(10);

    private final FailureReader reader;
    private final BackgroundTask reading;
    private final BackgroundTask writing;

    FailureExchange(FailureReader reader, BackgroundTask reading, BackgroundTask writing) {
        this.reader = reader;
        this.reading = reading;
        this.writing = writing;
    }

    /** The topic exists. */
    void begin() {
        reading.start();
        writing.start();
    }

    /**
     * Completes when this instance knows what was counted before it started, and without that 10 seconds after the call: a limit is
     * no reason not to answer.
     */
    public CompletionStage<Void> remembered() {
        return reader.caughtUp()
                .toCompletableFuture()
                .completeOnTimeout(null, MAX_WAIT.toMillis(), TimeUnit.MILLISECONDS);
    }

    void topicReplaced(String topic) {
        if (topic.equals(Topics.FAILURES)) {
            reader.topicReplaced();
        }
    }

    /** Ends both tasks. May be called more than once. */
    @Override
    public void close() {
        reading.beginClose();
        writing.close();
        reading.close();
    }
}
