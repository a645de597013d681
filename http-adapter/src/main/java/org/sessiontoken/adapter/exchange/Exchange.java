package org.sessiontoken.adapter.exchange;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Enumeration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.event.Outcome;
import org.sessiontoken.value.AuthServiceId;
import org.sessiontoken.value.CorrelationId;
import org.sessiontoken.value.RequestId;
import org.sessiontoken.value.TenantId;

/**
 * A request and the answer to it: what is known of it so far.
 *
 * <p>Used by one thread at a time: the server's, then the one that brings the reply, then the server's again. The
 * asynchronous dispatch between them publishes what was written.
 */
public final class Exchange {

    /** The header that carries the correlation ID, both ways. */
    public static final String CORRELATION_HEADER = "x-correlation-id";

    private static final String ATTRIBUTE = Exchange.class.getName();

    private final CorrelationId correlationId;
    private final @Nullable String complaint;
    private final long startedAt = System.nanoTime();

    private @Nullable TenantId tenantId;
    private @Nullable AuthServiceId authServiceId;
    private @Nullable RequestId requestId;
    private @Nullable RequestResult ending;

    private Exchange(CorrelationId correlationId, @Nullable String complaint) {
        this.correlationId = correlationId;
        this.complaint = complaint;
    }

    /** The exchange of a request, which begins when it is first asked for. */
    public static Exchange of(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof Exchange begun) {
            return begun;
        }
        Exchange exchange = begin(request.getHeaders(CORRELATION_HEADER));
        request.setAttribute(ATTRIBUTE, exchange);
        return exchange;
    }

    /** Whether anything has asked for the exchange of a request before. */
    public static boolean hasBegun(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) != null;
    }

    private static Exchange begin(Enumeration<String> given) {
        if (!given.hasMoreElements()) {
            return new Exchange(generated(), null);
        }
        String value = given.nextElement();
        if (given.hasMoreElements()) {
            return new Exchange(generated(), "Give the header " + CORRELATION_HEADER + " only once.");
        }
        try {
            return new Exchange(new CorrelationId(value), null);
        } catch (IllegalArgumentException unfit) {
            return new Exchange(
                    generated(), "Change the header " + CORRELATION_HEADER + ": " + unfit.getMessage() + ".");
        }
    }

    private static CorrelationId generated() {
        return new CorrelationId(UUID.randomUUID().toString());
    }

    /** The caller's correlation ID, or a generated one where none came that could be taken. */
    public CorrelationId correlationId() {
        return correlationId;
    }

    /** What the caller must change about the correlation ID it gave, if anything. */
    public Optional<String> complaint() {
        return Optional.ofNullable(complaint);
    }

    /** Notes whose services are asked for. */
    public void concerns(TenantId tenant) {
        this.tenantId = tenant;
    }

    /** Notes which auth service is asked. */
    public void asks(AuthServiceId authService) {
        this.authServiceId = authService;
    }

    /** Notes how the broker answered. */
    public void answered(RequestId request, Outcome outcome) {
        this.requestId = request;
        this.ending = RequestResult.of(outcome);
    }

    Optional<TenantId> tenantId() {
        return Optional.ofNullable(tenantId);
    }

    Optional<AuthServiceId> authServiceId() {
        return Optional.ofNullable(authServiceId);
    }

    Optional<RequestId> requestId() {
        return Optional.ofNullable(requestId);
    }

    RequestResult ending(int status) {
        return ending == null ? RequestResult.ofStatus(status) : ending;
    }

    long elapsedNanos() {
        return System.nanoTime() - startedAt;
    }
}
