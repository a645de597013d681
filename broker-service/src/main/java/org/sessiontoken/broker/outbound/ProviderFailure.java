package org.sessiontoken.broker.outbound;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.sessiontoken.sso.SsoOutcome;
import org.sessiontoken.value.ReasonCode;

/** Why a provider could not say, for audit and metrics: the reasons that all remote backends have in common. */
public enum ProviderFailure {
    /** No connection to the provider, or it broke: refused, reset, host not known, certificate not trusted. */
    PROVIDER_UNREACHABLE,
    /** The provider took longer than the option {@code timeout} lets it. */
    PROVIDER_TIMED_OUT,
    /** The provider said that it is asked too often (429). */
    PROVIDER_THROTTLES,
    /** The provider failed (a 5xx status). */
    PROVIDER_FAILED,
    /** The provider pointed elsewhere (a 3xx status), which is not followed: correct the address. */
    PROVIDER_REDIRECTS,
    /** The provider answered with a status that has no meaning here: see whether address and options are right. */
    UNEXPECTED_STATUS,
    /** The answer is not JSON by its media type, not a JSON object, or lacks what must be in it. */
    MALFORMED_ANSWER,
    /** The answer is larger than the option {@code max-response-size} lets it be. */
    ANSWER_TOO_LARGE,
    /** The broker was about to ask an address that is not configured, and did not. */
    ADDRESS_NOT_ALLOWED;

    private static final Duration SOON = Duration.ofSeconds(5);

    /** The outage that a failure of {@link OutboundHttp#send} is. Any other failure is a bug, and is passed on. */
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

    /** The outage that an answer is whose status has no other meaning to a backend. */
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

    /** The reason's code. */
    public ReasonCode code() {
        return new ReasonCode(name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    /** The outcome, where the provider did not say when to ask again. */
    public SsoOutcome outcome() {
        return outcome(Optional.empty());
    }

    /** The outcome, where the provider may have said when to ask again. */
    public SsoOutcome outcome(Optional<Duration> retryAfter) {
        return unavailable(code(), retryAfter);
    }

    /** An outage for a reason that only one type of backend has. */
    public static SsoOutcome unavailable(ReasonCode reason, Optional<Duration> retryAfter) {
        return new SsoOutcome.Unavailable(reason, retryAfter.orElse(SOON));
    }
}
