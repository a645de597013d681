package org.sessiontoken.adapter.request;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.event.Outcome;
import org.sessiontoken.tracing.RequestSpan;
import org.sessiontoken.value.AuthServiceId;
import org.sessiontoken.value.CorrelationId;
import org.sessiontoken.value.IpAddress;
import org.sessiontoken.value.RequestId;
import org.sessiontoken.value.TenantId;
import org.sessiontoken.value.TraceParent;

/**
 * What is known about an HTTP request so far: its correlation ID, its caller, its tenant and auth service, and its outcome.
 *
 * <p>One thread at a time uses it: a thread of the server, then the thread that delivers the reply, then a thread of the
 * server again. The asynchronous processing of the server makes each thread see what the one before has written.
 */
public final class RequestContext {

    private static final String ATTRIBUTE = RequestContext.class.getName();

    private final CorrelationIdHeader correlationId;
    private final long startedAt = System.nanoTime();

    private BooleanSupplier serverStopping = () -> false;
    private Optional<IpAddress> callerAddress = Optional.empty();
    private RequestSpan span = RequestSpan.none();
    private @Nullable TenantId tenantId;
    private @Nullable AuthServiceId authServiceId;
    private @Nullable RequestId requestId;
    private @Nullable RequestResult result;

    private RequestContext(CorrelationIdHeader correlationId) {
        this.correlationId = correlationId;
    }

    /** The context of a request. It is created when it is first asked for. */
    public static RequestContext of(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof RequestContext existing) {
            return existing;
        }
        RequestContext created = new RequestContext(CorrelationIdHeader.read(request));
        request.setAttribute(ATTRIBUTE, created);
        return created;
    }

    /** Whether the context of a request has been created, which the first filter does. */
    public static boolean exists(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) != null;
    }

    /** The caller's correlation ID, or a generated one if the caller sent none or an invalid one. */
    public CorrelationId correlationId() {
        return correlationId.value();
    }

    /** What the caller must change about the correlation ID that it sent, if that ID is invalid. */
    public Optional<String> correlationIdError() {
        return correlationId.error();
    }

    void setServerStopping(BooleanSupplier stopping) {
        this.serverStopping = stopping;
    }

    /** Whether the server has been told to stop meanwhile, so that the response should end its connection. */
    public boolean isServerStopping() {
        return serverStopping.getAsBoolean();
    }

    void setCallerAddress(Optional<IpAddress> address) {
        this.callerAddress = address;
    }

    /** The caller's network address, if it is known. */
    public Optional<IpAddress> callerAddress() {
        return callerAddress;
    }

    void setSpan(RequestSpan started) {
        this.span = started;
    }

    /** The request's span. Of a request that is not recorded, it is the trace to pass on, if there is any. */
    public RequestSpan span() {
        return span;
    }

    /**
     * The trace that the client is to name, if any: of a request that is recorded, it finds the current span by itself.
     */
    public Optional<TraceParent> traceToName() {
        return span.isRecorded() ? Optional.empty() : span.trace();
    }

    /** The ID of the request's trace, if it has one, for logs. */
    public Optional<String> traceId() {
        return span.trace().map(TraceParent::traceId);
    }

    /** Stores the tenant of the request. */
    public void setTenantId(TenantId tenant) {
        this.tenantId = tenant;
    }

    /** Stores the auth service that the caller selected. */
    public void setAuthServiceId(AuthServiceId authService) {
        this.authServiceId = authService;
    }

    /** Stores the reply of the broker, or of the client in its place. */
    public void setReply(RequestId request, Outcome outcome) {
        this.requestId = request;
        this.result = RequestResult.of(outcome);
    }

    /** Stores that a device has signed on. */
    public void setSignedOn(RequestId attempt) {
        this.requestId = attempt;
        this.result = RequestResult.SIGNED_ON;
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

    /** The result of the request, which was answered with this HTTP status. */
    RequestResult result(int status) {
        return result == null ? RequestResult.ofStatus(status) : result;
    }

    long elapsedNanos() {
        return System.nanoTime() - startedAt;
    }
}
