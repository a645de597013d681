package org.sessiontoken.broker.guard;

import io.micrometer.observation.Observation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.sessiontoken.event.BackendCall;
import org.sessiontoken.sso.SsoOutcome;
import org.sessiontoken.sso.SsoOutcome.Authenticated;
import org.sessiontoken.sso.SsoOutcome.Forbidden;
import org.sessiontoken.sso.SsoOutcome.Invalid;
import org.sessiontoken.sso.SsoOutcome.Unauthorised;
import org.sessiontoken.sso.SsoOutcome.Unavailable;
import org.sessiontoken.telemetry.SpanAttribute;
import org.sessiontoken.tracing.RequestSpan;
import org.sessiontoken.value.ReasonCode;

/**
 * Notes when the backend was called for one request, from the time at which this object is made. It measures by the clock that
 * cannot be set, so that a duration is right even while the wall clock is corrected.
 *
 * <p>For one request, whose calls follow one another, on whatever threads: a retry begins after the call before it has ended.
 */
public final class BackendCalls {

    private static final SsoOutcome.Cases<Optional<ReasonCode>> REASON = new SsoOutcome.Cases<>() {
        @Override
        public Optional<ReasonCode> authenticated(Authenticated outcome) {
            return Optional.empty();
        }

        @Override
        public Optional<ReasonCode> unauthorised(Unauthorised outcome) {
            return Optional.of(outcome.reason());
        }

        @Override
        public Optional<ReasonCode> forbidden(Forbidden outcome) {
            return Optional.of(outcome.reason());
        }

        @Override
        public Optional<ReasonCode> invalid(Invalid outcome) {
            return Optional.of(outcome.reason());
        }

        @Override
        public Optional<ReasonCode> unavailable(Unavailable outcome) {
            return Optional.of(outcome.reason());
        }
    };

    private final RequestSpan span;
    private final long since = System.nanoTime();
    private final List<BackendCall> ended = new ArrayList<>(1);

    /** Notes calls for a request that is not recorded. */
    public BackendCalls() {
        this(RequestSpan.none());
    }

    /**
     * Notes calls.
     *
     * @param span the request's span, below which each call has one; it is the current span of the thread while the call begins
     */
    public BackendCalls(RequestSpan span) {
        this.span = span;
    }

    /** Makes a call and notes it once it ends. The call must return a stage, and the stage complete with an outcome. */
    public CompletionStage<SsoOutcome> note(Supplier<CompletionStage<SsoOutcome>> call) {
        long started = System.nanoTime();
        RequestSpan step = span.child("authenticate");
        try (Observation.Scope current = step.openScope()) {
            return call.get().whenComplete((outcome, never) -> ended(started, step, outcome));
        }
    }

    private void ended(long started, RequestSpan step, SsoOutcome outcome) {
        Optional<ReasonCode> reason = outcome.fold(REASON);
        if (ended.size() < BackendCall.MAX_COUNT) {
            ended.add(new BackendCall(
                    Duration.ofNanos(started - since),
                    Duration.ofNanos(System.nanoTime() - started),
                    reason.orElse(null)));
        }
        if (step.isRecorded()) {
            step.setIfKnown(SpanAttribute.REASON, reason);
            if (outcome instanceof Unavailable unavailable) {
                step.fail(unavailable.reason().value());
            }
            step.end();
        }
    }

    /** The calls that have ended, the first one first. */
    public List<BackendCall> ended() {
        return ended;
    }
}
