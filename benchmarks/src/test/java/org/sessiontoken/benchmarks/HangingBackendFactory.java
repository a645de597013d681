package org.sessiontoken.benchmarks;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.sessiontoken.sso.SsoBackend;
import org.sessiontoken.sso.SsoBackendContext;
import org.sessiontoken.sso.SsoBackendFactory;
import org.sessiontoken.sso.SsoOutcome;
import org.sessiontoken.sso.SsoRequest;
import org.sessiontoken.value.AccountId;
import org.sessiontoken.value.ParameterProperty;

/** Makes auth services that never answer, or, with the option {@code answers-after}, only then; neither holds a thread. */
public final class HangingBackendFactory implements SsoBackendFactory {

    private static final Duration NEVER = Duration.ZERO;

    /** For {@link java.util.ServiceLoader}. */
    public HangingBackendFactory() {}

    @Override
    public String type() {
        return "hanging";
    }

    @Override
    public SsoBackend create(SsoBackendContext context) {
        Duration after = context.options().duration("answers-after", NEVER);
        Executor later = CompletableFuture.delayedExecutor(after.toNanos(), TimeUnit.NANOSECONDS);
        return new SsoBackend() {
            @Override
            public List<ParameterProperty> parameters() {
                return List.of(new ParameterProperty("OperatorAuthToken", true, true));
            }

            @Override
            public CompletionStage<SsoOutcome> authenticate(SsoRequest request) {
                return after.equals(NEVER)
                        ? new CompletableFuture<>()
                        : CompletableFuture.supplyAsync(
                                () -> new SsoOutcome.Authenticated(new AccountId("SessionTokenSignOnAccount-0001")),
                                later);
            }
        };
    }
}
