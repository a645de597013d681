package org.sessiontoken.faults.backend;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.sessiontoken.sso.SsoBackend;
import org.sessiontoken.sso.SsoBackendContext;
import org.sessiontoken.sso.SsoBackendFactory;
import org.sessiontoken.sso.SsoOutcome;
import org.sessiontoken.sso.SsoRequest;
import org.sessiontoken.value.AccountId;
import org.sessiontoken.value.ParameterProperty;
import org.sessiontoken.value.ReasonCode;

/**
 * Makes auth services that take their time, so that many requests are unfinished whenever a program dies. With the option
 * {@code fickle} an auth service draws lots for its answer, so that it answers the same request differently when it is asked
 * again.
 */
public final class SlowBackendFactory implements SsoBackendFactory {

    /** For {@link java.util.ServiceLoader}. */
    public SlowBackendFactory() {}

    @Override
    public String type() {
        return "slow";
    }

    @Override
    public SsoBackend create(SsoBackendContext context) {
        Duration min = context.options().duration("min", Duration.ofMillis(100));
        Duration max = context.options().duration("max", Duration.ofMillis(600));
        boolean fickle = context.options().flag("fickle");
        return new Slow(min, max, fickle);
    }

    private record Slow(Duration min, Duration max, boolean fickle) implements SsoBackend {

        @Override
        public List<ParameterProperty> parameters() {
            return List.of(new ParameterProperty("OperatorAuthToken", true, true));
        }

        @Override
        public CompletionStage<SsoOutcome> authenticate(SsoRequest request) {
            long millis = ThreadLocalRandom.current().nextLong(min.toMillis(), max.toMillis() + 1);
            return CompletableFuture.supplyAsync(
                    this::outcome, CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS));
        }

        private SsoOutcome outcome() {
            return fickle && ThreadLocalRandom.current().nextBoolean()
                    ? new SsoOutcome.Unauthorised(new ReasonCode("lots-were-drawn"))
                    : new SsoOutcome.Authenticated(new AccountId("SessionTokenSignOnAccount-0001"));
        }

        @Override
        public boolean repeatable() {
            return true;
        }
    }
}
