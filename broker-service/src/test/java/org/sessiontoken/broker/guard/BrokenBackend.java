package org.sessiontoken.broker.guard;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.sessiontoken.sso.SsoBackend;
import org.sessiontoken.sso.SsoOutcome;
import org.sessiontoken.sso.SsoOutcome.Authenticated;
import org.sessiontoken.sso.SsoRequest;
import org.sessiontoken.value.AccountId;
import org.sessiontoken.value.ParameterProperty;

/**
 * A backend that breaks the rules of its interface in one way, until it is repaired.
 *
 * @param fault what it does in place of answering
 * @param expected the reason that a request ends with meanwhile; empty where the request is answered nevertheless
 * @param deadline how long its requests may take
 */
// It breaks the rules about null, too.
@SuppressWarnings("NullAway")
public record BrokenBackend(
        String name,
        Function<BrokenBackend, CompletionStage<SsoOutcome>> fault,
        String expected,
        Duration deadline,
        boolean repeatable,
        boolean limitsItself,
        Queue<CompletableFuture<SsoOutcome>> late,
        Queue<String> repairs)
        implements SsoBackend {

    /** The message of each failure, which must be seen nowhere. */
    public static final String CANARY = "canary-4711";

    /** The outcome of a backend that is repaired. */
    public static final SsoOutcome GOOD = new Authenticated(new AccountId("a"));

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofMillis(5);

    /** One backend for each way. */
    public static Stream<BrokenBackend> all() {
        return Stream.of(
                broken("returns null", "backend-failed", backend -> null),
                broken("completes with null", "backend-failed", backend -> CompletableFuture.completedFuture(null)),
                broken("completes later with null", "backend-failed", backend -> later(null, null)),
                broken("throws an exception", "backend-failed", backend -> {
                    throw new IllegalStateException(CANARY);
                }),
                broken("throws, and leaves the thread interrupted", "backend-failed", backend -> {
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException(CANARY);
                }),
                broken("throws an error", "backend-failed", backend -> {
                    throw new NoClassDefFoundError(CANARY);
                }),
                broken(
                        "completes with an exception",
                        "backend-failed",
                        backend -> CompletableFuture.failedFuture(new IllegalStateException(CANARY))),
                broken(
                        "completes with an error",
                        "backend-failed",
                        backend -> CompletableFuture.failedFuture(new NoClassDefFoundError(CANARY))),
                broken(
                        "completes later with an error",
                        "backend-failed",
                        backend -> later(null, new StackOverflowError(CANARY))),
                broken("completes with something that is no outcome", "backend-failed", backend -> noOutcome()),
                broken("throws what cannot be described", "backend-failed", backend -> {
                    throw new UndescribableException();
                }),
                broken(
                        "returns a stage that always throws",
                        "backend-failed",
                        backend -> stage((method, own) -> {
                            throw new UnsupportedOperationException(CANARY);
                        })),
                broken(
                        "returns a stage that cannot be converted",
                        "",
                        backend -> stage((method, own) -> {
                            if (method.equals("toCompletableFuture")) {
                                throw new UnsupportedOperationException(CANARY);
                            }
                            own.accept(GOOD, null);
                        })),
                broken(
                        "completes twice",
                        "",
                        backend -> stage((method, own) -> {
                            own.accept(GOOD, null);
                            own.accept(null, new IllegalStateException(CANARY));
                        })),
                broken(
                        "completes and throws",
                        "backend-failed",
                        backend -> stage((method, own) -> {
                            own.accept(GOOD, null);
                            throw new IllegalStateException(CANARY);
                        })),
                broken("never completes", "backend-timed-out", backend -> new CompletableFuture<>()),
                broken("completes after the time limit", "backend-timed-out", BrokenBackend::afterTheEnd),
                broken("completes after the deadline", "deadline-too-soon", BrokenBackend::afterTheEnd)
                        .within(SHORT));
    }

    private static BrokenBackend broken(
            String name, String expected, Function<BrokenBackend, CompletionStage<SsoOutcome>> fault) {
        return new BrokenBackend(
                name,
                fault,
                expected,
                LONG,
                false,
                false,
                new ConcurrentLinkedQueue<>(),
                new ConcurrentLinkedQueue<>());
    }

    private BrokenBackend within(Duration shorter) {
        return new BrokenBackend(name, fault, expected, shorter, repeatable, limitsItself, late, repairs);
    }

    BrokenBackend withRetries() {
        return new BrokenBackend(name, fault, expected, deadline, true, limitsItself, late, repairs);
    }

    /** The same backend without a circuit breaker. */
    public BrokenBackend withoutBreaker() {
        return new BrokenBackend(name, fault, expected, deadline, repeatable, true, late, repairs);
    }

    /** The time limit of its guard: soon where that is what ends its calls, and otherwise never. */
    public Duration timeout() {
        return expected.equals("backend-timed-out") ? SHORT : LONG;
    }

    /** Has it answer from now on, also the calls that nobody waits for any more. */
    public void repair() {
        repairs.add("repaired");
        late.forEach(future -> future.complete(GOOD));
    }

    @Override
    public List<ParameterProperty> parameters() {
        return List.of();
    }

    @Override
    public CompletionStage<SsoOutcome> authenticate(SsoRequest request) {
        return repairs.isEmpty() ? fault.apply(this) : CompletableFuture.completedFuture(GOOD);
    }

    private CompletionStage<SsoOutcome> afterTheEnd() {
        CompletableFuture<SsoOutcome> future = new CompletableFuture<>();
        late.add(future);
        return future;
    }

    /** As code does that is compiled with unchecked casts. */
    @SuppressWarnings("unchecked")
    private static CompletionStage<SsoOutcome> noOutcome() {
        return (CompletionStage<SsoOutcome>) (CompletionStage<?>) CompletableFuture.completedFuture(CANARY);
    }

    private static CompletionStage<SsoOutcome> later(SsoOutcome outcome, Throwable failure) {
        return CompletableFuture.supplyAsync(() -> outcome).whenComplete((same, none) -> {
            if (failure instanceof Error error) {
                throw error;
            }
        });
    }

    /** A stage that is made by hand; its methods give the callback, if they have one, to the fault. */
    @SuppressWarnings("unchecked")
    private static CompletionStage<SsoOutcome> stage(BiConsumer<String, BiConsumer<SsoOutcome, Throwable>> fault) {
        return (CompletionStage<SsoOutcome>) Proxy.newProxyInstance(
                BrokenBackend.class.getClassLoader(), new Class<?>[] {CompletionStage.class}, (proxy, method, args) -> {
                    BiConsumer<SsoOutcome, Throwable> callback =
                            args != null && args[0] instanceof BiConsumer<?, ?> found
                                    ? (BiConsumer<SsoOutcome, Throwable>) found
                                    : (outcome, failure) -> {};
                    fault.accept(method.getName(), callback);
                    return proxy;
                });
    }

    @Override
    public String toString() {
        return name;
    }

    private static final class UndescribableException extends RuntimeException {
        @Override
        public StackTraceElement[] getStackTrace() {
            throw new IllegalStateException(CANARY);
        }

        @Override
        public synchronized Throwable getCause() {
            throw new IllegalStateException(CANARY);
        }

        @Override
        public String getMessage() {
            throw new IllegalStateException(CANARY);
        }
    }
}
