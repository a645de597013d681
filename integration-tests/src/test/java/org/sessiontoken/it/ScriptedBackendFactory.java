package org.sessiontoken.it;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.sessiontoken.sso.SsoBackend;
import org.sessiontoken.sso.SsoBackendContext;
import org.sessiontoken.sso.SsoBackendFactory;
import org.sessiontoken.sso.SsoOutcome;
import org.sessiontoken.sso.SsoRequest;
import org.sessiontoken.value.AccountId;
import org.sessiontoken.value.ParameterProperty;
import org.sessiontoken.value.ReasonCode;

/** A backend whose outcome is named by the parameter {@code Say}. It is found as an operator's own jar would be. */
public final class ScriptedBackendFactory implements SsoBackendFactory {

    /** How long the answer to {@code slowly} takes. */
    static final Duration SLOWLY = Duration.ofSeconds(5);

    /** How many backends of this type were closed. */
    static final AtomicInteger closed = new AtomicInteger();

    private static final ReasonCode SCRIPTED = new ReasonCode("scripted");

    @Override
    public String type() {
        return "scripted";
    }

    @Override
    public SsoBackend create(SsoBackendContext context) {
        Queue<CompletableFuture<SsoOutcome>> answeredAtClose = new ConcurrentLinkedQueue<>();
        return new SsoBackend() {
            @Override
            public void close() {
                closed.incrementAndGet();
                answeredAtClose.forEach(
                        waiting -> waiting.complete(new SsoOutcome.Authenticated(new AccountId("answered-at-close"))));
            }

            @Override
            public List<ParameterProperty> parameters() {
                return List.of(new ParameterProperty("Say", true, false));
            }

            @Override
            public CompletionStage<SsoOutcome> authenticate(SsoRequest request) {
                String word = request.parameters().value("Say").orElseThrow().text();
                if (word.equals("until-closed")) {
                    CompletableFuture<SsoOutcome> waiting = new CompletableFuture<>();
                    answeredAtClose.add(waiting);
                    return waiting;
                }
                return say(word);
            }
        };
    }

    private static CompletionStage<SsoOutcome> say(String word) {
        return switch (word) {
            case "nothing" -> new CompletableFuture<>();
            case "slowly" ->
                new CompletableFuture<SsoOutcome>()
                        .completeOnTimeout(
                                new SsoOutcome.Authenticated(new AccountId("slowly")),
                                SLOWLY.toMillis(),
                                TimeUnit.MILLISECONDS);
            case "error" -> throw new NoClassDefFoundError("scripted error with " + CanarySecrets.IN_A_BUG);
            case "bug" -> throw new IllegalStateException("scripted bug with " + CanarySecrets.IN_A_BUG);
            case "unauthorised" -> answer(new SsoOutcome.Unauthorised(SCRIPTED));
            case "forbidden" -> answer(new SsoOutcome.Forbidden(SCRIPTED));
            case "invalid" -> answer(new SsoOutcome.Invalid(SCRIPTED, "parameter 'Say' must be said otherwise"));
            case "unavailable" -> answer(new SsoOutcome.Unavailable(SCRIPTED, Duration.ofSeconds(7)));
            default -> answer(new SsoOutcome.Authenticated(new AccountId(word)));
        };
    }

    private static CompletionStage<SsoOutcome> answer(SsoOutcome outcome) {
        return CompletableFuture.completedFuture(outcome);
    }
}
