package org.sessiontoken.faults.load;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.sessiontoken.faults.processes.AuthServices;

/** Makes calls at a rate, whether earlier ones have ended or not, until it is closed. */
final class Pacer implements AutoCloseable {

    /** Of 100 calls, so many to each auth service. */
    private static final int SLOW = 15;

    private static final int FICKLE = 5;

    /** Makes a call. */
    @FunctionalInterface
    interface Calling {
        void call(int number, AuthServices service);
    }

    private final Thread thread;
    private volatile boolean closed;

    Pacer(String name, int perSecond, Random random, Calling calling) {
        this.thread = new Thread(() -> run(perSecond, random, calling), name);
        thread.setDaemon(true);
        thread.start();
    }

    private void run(int perSecond, Random random, Calling calling) {
        long interval = Duration.ofSeconds(1).toNanos() / perSecond;
        long start = System.nanoTime();
        for (int number = 0; !closed; number++) {
            long due = start + number * interval;
            for (long wait = due - System.nanoTime(); wait > 0 && !closed; wait = due - System.nanoTime()) {
                LockSupport.parkNanos(wait);
            }
            if (!closed) {
                calling.call(number, service(random.nextInt(100)));
            }
        }
    }

    private static AuthServices service(int lot) {
        if (lot < SLOW) {
            return AuthServices.SLOW;
        }
        return lot < SLOW + FICKLE ? AuthServices.FICKLE : AuthServices.SIGN_IN;
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        try {
            thread.join();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }
}
