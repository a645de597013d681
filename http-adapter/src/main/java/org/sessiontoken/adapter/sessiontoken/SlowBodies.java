package org.sessiontoken.adapter.sessiontoken;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads that wait for bodies to arrive, so that the server's few need not: whoever sends slowly holds up nobody but
 * others who do.
 */
final class SlowBodies implements Executor, AutoCloseable {

    /** How many bodies are waited for at once. */
    static final int THREADS = 64;

    private static final long IDLE_SECONDS = 30;

    private final AtomicInteger count = new AtomicInteger();
    private final ThreadPoolExecutor threads;

    /** Lets so many wait their turn when all threads are busy. */
    SlowBodies(int mostQueued) {
        this.threads = new ThreadPoolExecutor(
                THREADS, THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(mostQueued), this::thread);
        threads.allowCoreThreadTimeOut(true);
    }

    private Thread thread(Runnable task) {
        Thread thread = new Thread(task, "slow-body-" + count.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }

    /** Runs the task on another thread; refuses it with a {@code RejectedExecutionException} where too many wait already. */
    @Override
    public void execute(Runnable task) {
        threads.execute(task);
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
