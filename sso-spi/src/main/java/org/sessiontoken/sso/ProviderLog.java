package org.sessiontoken.sso;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.sso.http.OutboundFailure;
import org.sessiontoken.sso.http.OutboundHttp;
import org.sessiontoken.sso.http.OutboundResponse;
import org.sessiontoken.value.AuthServiceId;
import org.sessiontoken.value.TenantId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells operators why a provider gives no usable answer: one line in the log for each change of the cause, and one when the
 * provider answers again. However often the cause changes, there are at most ten lines a minute for each auth service.
 *
 * <p>A cause is in the words of the broker or of the backend. It quotes nothing of a request, a response or an exception.
 *
 * <p>Safe for all threads.
 */
public final class ProviderLog {

    private static final Logger LOG = LoggerFactory.getLogger(ProviderLog.class);
    private static final int MAX_LINES = 10;
    private static final Duration PERIOD = Duration.ofMinutes(1);

    private final TenantId tenantId;
    private final AuthServiceId authServiceId;
    private final Clock clock;

    /** The cause that was logged last; null while the provider answers. */
    private volatile @Nullable String logged;

    private Instant periodStart = Instant.MIN;
    private int lines;

    /** The log of one auth service, whose provider is taken to answer. */
    public ProviderLog(SsoBackendContext context) {
        this.tenantId = context.tenantId();
        this.authServiceId = context.authServiceId();
        this.clock = context.clock();
    }

    /** The provider has given a usable answer; a refusal is one, too. */
    public void answered() {
        if (logged != null) {
            change(null);
        }
    }

    /**
     * The provider has given no usable answer.
     *
     * @param cause what is wrong and where, in words that quote nothing; one of few
     */
    public void failed(String cause) {
        if (!cause.equals(logged)) {
            change(cause);
        }
    }

    /**
     * Logs a failure of {@link OutboundHttp#send}.
     *
     * @return the outcome for the request
     * @throws CompletionException with the failure as its cause if it is not an {@link OutboundFailure} and therefore a bug
     */
    public SsoOutcome failed(Throwable failure) {
        ProviderFailure kind = ProviderFailure.of(failure);
        failed(cause(failure));
        return kind.outcome();
    }

    /**
     * Logs a response whose status has no meaning to the backend.
     *
     * @param uri the address that was asked
     * @return the outcome for the request
     */
    public SsoOutcome unexpectedStatus(URI uri, OutboundResponse response) {
        failed(shown(uri) + ": the status is " + response.status());
        return ProviderFailure.ofStatus(response.status()).outcome(response.retryAfter());
    }

    /**
     * Logs a response that is not as it must be.
     *
     * @param uri the address that was asked
     * @param problem what is wrong with the response, in words that quote nothing of it
     * @return the outcome for the request
     */
    public SsoOutcome malformed(URI uri, String problem) {
        failed(shown(uri) + ": " + problem);
        return ProviderFailure.MALFORMED_ANSWER.outcome();
    }

    /** What a failure of {@link OutboundHttp#send} says of itself: the host and what happened. */
    public static String cause(Throwable failure) {
        @Nullable
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof OutboundFailure outbound
                ? String.valueOf(outbound.getMessage())
                : cause.getClass().getName();
    }

    /** An address without its query, in which a secret may be. */
    public static String shown(URI uri) {
        return uri.getScheme() + "://" + uri.getRawAuthority() + uri.getRawPath();
    }

    /** A line that would be one too many is logged as soon as it may be, if its cause is still the same by then. */
    private synchronized void change(@Nullable String cause) {
        Instant now = clock.instant();
        if (lines == 0 || Duration.between(periodStart, now).abs().compareTo(PERIOD) >= 0) {
            periodStart = now;
            lines = 0;
        }
        if (lines == MAX_LINES || (cause == null ? logged == null : cause.equals(logged))) {
            return;
        }
        lines++;
        logged = cause;
        if (cause == null) {
            LOG.atInfo()
                    .addKeyValue(BackendLogKeys.TENANT_ID, tenantId)
                    .addKeyValue(BackendLogKeys.AUTH_SERVICE_ID, authServiceId)
                    .log("The provider answers again");
        } else {
            LOG.atWarn()
                    .addKeyValue(BackendLogKeys.TENANT_ID, tenantId)
                    .addKeyValue(BackendLogKeys.AUTH_SERVICE_ID, authServiceId)
                    .addKeyValue(BackendLogKeys.REASON, cause)
                    .log("The provider gives no usable answer");
        }
    }
}
