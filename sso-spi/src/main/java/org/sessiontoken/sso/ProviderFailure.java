package org.sessiontoken.sso;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.sessiontoken.sso.http.OutboundFailure;
import org.sessiontoken.sso.http.OutboundHttp;
import org.sessiontoken.value.ReasonCode;

/**
 * The ways in which a provider, that is a system which a backend asks over HTTP, fails to answer. The names are the reasons
 * for audit and metrics that all such backends share.
 *
 * <p>Only what no request can cause is an outage: no connection, no answer in time, a 5xx status. Any other answer shows that
 * the provider is up, and may concern the one account that was asked about. {@link ProviderLog} makes the outcomes, and logs
 * the cause.
 */
public enum ProviderFailure {
    /** There is no connection to the provider, or it broke: refused, reset, host unknown, certificate not trusted. */
    PROVIDER_UNREACHABLE,
    /** The provider took longer than the option {@code timeout} allows. */
    PROVIDER_TIMED_OUT,
    /** The provider answered that it gets too many requests (429). */
    PROVIDER_THROTTLES,
    /** The provider failed (a 5xx status). */
    PROVIDER_FAILED,
    /** The provider redirects (a 3xx status), which is not followed: correct the address. */
    PROVIDER_REDIRECTS,
    /** The provider answered with a status that has no meaning here: check the address and the options. */
    UNEXPECTED_STATUS,
    /** The answer is not JSON by its media type, is not a JSON object, or does not say what it must. */
    MALFORMED_ANSWER,
    /** The answer is larger than the option {@code max-response-size} allows. */
    ANSWER_TOO_LARGE,
    /** The backend was about to call an address that is not configured; the request was not sent. */
    ADDRESS_NOT_ALLOWED;

    /** How long callers should wait where the provider does not say it. */
    public static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    /**
     * Classifies a failure of {@link OutboundHttp#send}.
     *
     * @throws CompletionException with the failure as its cause if it is not an {@link OutboundFailure} and therefore a bug
     */
    public static ProviderFailure of(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (!(cause instanceof OutboundFailure outbound)) {
            throw new CompletionException(cause);
        }
        return switch (outbound.kind()) {
            case UNREACHABLE -> PROVIDER_UNREACHABLE;
            case TIMED_OUT -> PROVIDER_TIMED_OUT;
            case TOO_LARGE -> ANSWER_TOO_LARGE;
            case NOT_ALLOWED -> ADDRESS_NOT_ALLOWED;
        };
    }

    /** Classifies a status that has no other meaning to the backend. */
    public static ProviderFailure ofStatus(int status) {
        if (status == 429) {
            return PROVIDER_THROTTLES;
        }
        return switch (status / 100) {
            case 3 -> PROVIDER_REDIRECTS;
            case 5 -> PROVIDER_FAILED;
            default -> UNEXPECTED_STATUS;
        };
    }

    /** The reason for audit and metrics. */
    public ReasonCode code() {
        return new ReasonCode(name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    /** Whether the provider fails whoever asks, so that the failure counts in the circuit breaker. */
    public boolean isOutage() {
        return switch (this) {
            case PROVIDER_UNREACHABLE, PROVIDER_TIMED_OUT, PROVIDER_FAILED -> true;
            case PROVIDER_THROTTLES,
                    PROVIDER_REDIRECTS,
                    UNEXPECTED_STATUS,
                    MALFORMED_ANSWER,
                    ANSWER_TOO_LARGE,
                    ADDRESS_NOT_ALLOWED -> false;
        };
    }

    /** The outcome when the provider did not say how long to wait before the next request. */
    public SsoOutcome outcome() {
        return outcome(Optional.empty());
    }

    /** The outcome, with the time that the provider asks callers to wait, if it does. */
    public SsoOutcome outcome(Optional<Duration> retryAfter) {
        return new SsoOutcome.Unavailable(code(), retryAfter.orElse(RETRY_AFTER), isOutage());
    }

    /** The outcome for a reason that only one type of backend has, and that may concern one request alone. */
    public static SsoOutcome ofThisRequest(ReasonCode reason, Optional<Duration> retryAfter) {
        return SsoOutcome.Unavailable.ofThisRequest(reason, retryAfter.orElse(RETRY_AFTER));
    }
}
