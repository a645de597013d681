package org.sessiontoken.standalone;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Asks the services for their readiness and liveness until it is closed: a service that stops has no health to tell. Safe for
 * all threads.
 */
final class Probes implements AutoCloseable {

    private static final long MAX_WAIT_SECONDS = 5;

    private final Map<String, Probe> services;
    private final ReentrantLock asking = new ReentrantLock();
    private volatile boolean closed;

    /** Probes of services by their names. */
    Probes(Map<String, Probe> services) {
        this.services = Map.copyOf(services);
    }

    /** Whether the readiness probe of each service succeeds. False once this is closed. */
    boolean allAreReady() {
        asking.lock();
        try {
            return !closed && services.values().stream().allMatch(service -> service.succeeds("readiness"));
        } finally {
            asking.unlock();
        }
    }

    /** The name of a service with a failed liveness probe, if there is one. Empty once this is closed. */
    Optional<String> deadService() {
        asking.lock();
        try {
            return closed
                    ? Optional.empty()
                    : services.entrySet().stream()
                            .filter(service -> !service.getValue().succeeds("liveness"))
                            .map(Map.Entry::getKey)
                            .findFirst();
        } finally {
            asking.unlock();
        }
    }

    /** Asks no more, and waits for the answer to a question that is under way, within bounds. */
    @Override
    public void close() {
        closed = true;
        try {
            if (asking.tryLock(MAX_WAIT_SECONDS, TimeUnit.SECONDS)) {
                asking.unlock();
            }
        } catch (InterruptedException atOnce) {
            Thread.currentThread().interrupt();
        }
    }

    /** The probes of a service. */
    @FunctionalInterface
    interface Probe {

        /** Whether the probe of this name succeeds. */
        boolean succeeds(String name);
    }
}
