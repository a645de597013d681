package org.sessiontoken.session.signon;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.sessiontoken.answering.lifecycle.BackgroundTasks;
import org.sessiontoken.answering.lifecycle.StopPhases;
import org.sessiontoken.background.BackgroundTask;
import org.sessiontoken.background.Backoff;
import org.springframework.context.SmartLifecycle;

/** Starts the reader of attempts once the topics exist, and stops it before all that it needs. */
final class SignOnConsumers implements SmartLifecycle {

    /** It waits up to 5 seconds for answers, and takes up to 5 to leave the group. */
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(12);

    /** A run polls for a tenth of a second, and waits for the issued tokens. */
    private static final Duration MAX_RUN = Duration.ofSeconds(10);

    private final CompletionStage<Void> topicsCreated;
    private final SignOnReader reader;
    private final BackgroundTask readerTask;
    private final BackgroundTask tailTask;
    private volatile boolean running;

    SignOnConsumers(
            CompletionStage<Void> topicsCreated, SignOnReader reader, BackgroundTask tailTask, BackgroundTasks tasks) {
        this.topicsCreated = topicsCreated;
        this.reader = reader;
        this.readerTask = tasks.register(new BackgroundTask("sign-on-reader", reader, Backoff.DEFAULT, CLOSE_TIMEOUT));
        this.tailTask = tailTask;
    }

    @Override
    public void start() {
        running = true;
        topicsCreated.thenRun(() -> {
            tailTask.start();
            readerTask.start();
        });
    }

    /** Whether it is in its group, and not stuck. */
    boolean isReading() {
        return reader.isReading() && readerTask.runningFor().compareTo(MAX_RUN) <= 0;
    }

    @Override
    public int getPhase() {
        return StopPhases.CONSUMERS;
    }

    @Override
    public void stop() {
        running = false;
        readerTask.close();
        tailTask.close();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
