package org.sessiontoken.standalone;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Starts several services side by side, each on a thread of its own. The first failure, also an {@link Error}, fails the
 * whole start at once.
 */
final class ParallelStart {

    private final CompletableFuture<Void> firstFailure = new CompletableFuture<>();
    private final List<CompletableFuture<?>> services = new ArrayList<>();

    /** Begins to start a service, on a daemon thread: the program may end before the service has started. */
    <T> CompletableFuture<T> add(String name, Supplier<T> start) {
        CompletableFuture<T> started = new CompletableFuture<>();
        started.whenComplete((service, failure) -> {
            if (failure != null) {
                firstFailure.completeExceptionally(failure);
            }
        });
        services.add(started);
        // The thread inherits the class loader of this one, which loads the classes of a packaged program.
        Thread thread = new Thread(
                () -> {
                    try {
                        started.complete(start.get());
                    } catch (Throwable failure) {
                        started.completeExceptionally(failure);
                    }
                },
                "start-" + name);
        thread.setDaemon(true);
        thread.start();
        return started;
    }

    /**
     * Waits until all services have started.
     *
     * @throws TokenBrokerException if the services do not start in time, or one of them refused to start
     * @throws ExecutionException if one of them failed in another way
     */
    void await(Duration timeout) throws InterruptedException, ExecutionException {
        CompletableFuture<Void> all = CompletableFuture.allOf(services.toArray(CompletableFuture[]::new));
        try {
            CompletableFuture.anyOf(all, firstFailure).get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            throw new TokenBrokerException(
                    "it did not start within " + timeout.toSeconds() + " s: see the log in the data folder");
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof TokenBrokerException refused) {
                throw refused;
            }
            throw failed;
        }
    }
}
