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
    /** The answer is not JSON by its media type, is not a JSON object, or lacks a mandatory member. */
    MALFORMED_ANSWER,
    /** The answer is larger than the option {@code max-response-size} allows. */
    ANSWER_TOO_LARGE,
    /** The backend was about to call an address that is not configured; the request was not sent. */
    ADDRESS_NOT_ALLOWED;

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

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

    /** The outcome when the provider did not say how long to wait before the next request. */
    public SsoOutcome outcome() {
        return outcome(Optional.empty());
    }

    /** The outcome, with the time that the provider asks callers to wait, if it does. */
    public SsoOutcome outcome(Optional<Duration> retryAfter) {
        return unavailable(code(), retryAfter);
    }

    /** An outage for a reason that only one type of backend has. */
    public static SsoOutcome unavailable(ReasonCode reason, Optional<Duration> retryAfter) {
        return new SsoOutcome.Unavailable(reason, retryAfter.orElse(RETRY_AFTER));
    }
}
