package org.sessiontoken.adapter.sessiontoken;

import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads that wait for bodies to arrive, so that the server's few need not: whoever sends slowly holds up nobody but
 * others who do.
 */
final class SlowBodies implements Executor, AutoCloseable {

    /** How many bodies may be waited for at once; those beyond are refused. */
    static final int MOST = 64;

    private static final long IDLE_SECONDS = 30;

    private final AtomicInteger count = new AtomicInteger();
    private final ThreadPoolExecutor threads =
            new ThreadPoolExecutor(0, MOST, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), this::thread);

    private Thread thread(Runnable task) {
        Thread thread = new Thread(task, "slow-body-" + count.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }

    /** Runs the task on a thread of its own; refuses it with a {@code RejectedExecutionException} where there is none left. */
    @Override
    public void execute(Runnable task) {
        threads.execute(task);
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
