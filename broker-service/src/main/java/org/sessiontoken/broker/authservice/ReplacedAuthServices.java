package org.sessiontoken.broker.authservice;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.sessiontoken.background.Timers;
import org.sessiontoken.broker.authservice.AuthServices.Configured;

/** Closes auth services that were replaced, once no request can be using them any more. Safe for all threads. */
final class ReplacedAuthServices implements AutoCloseable {

    private final Duration maxUse;
    private final Timers timers = new Timers("replaced-auth-services");
    private final Queue<Configured> open = new ConcurrentLinkedQueue<>();

    /**
     * Creates an empty collection.
     *
     * @param maxUse how long a request may use an auth service that it has found
     */
    ReplacedAuthServices(Duration maxUse) {
        this.maxUse = maxUse;
    }

    void closeLater(AuthServices before, AuthServices next) {
        before.all().stream().filter(one -> !next.contains(one.service())).forEach(this::closeLater);
    }

    private void closeLater(Configured one) {
        open.add(one);
        timers.schedule(() -> close(one), maxUse.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void close(Configured one) {
        if (open.remove(one)) {
            one.close();
        }
    }

    /** Closes at once what is still open. May be called more than once. */
    @Override
    public void close() {
        timers.shutdownNow();
        open.forEach(this::close);
    }
}
