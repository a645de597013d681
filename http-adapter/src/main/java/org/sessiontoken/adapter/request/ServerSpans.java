package org.sessiontoken.adapter.request;

import io.micrometer.observation.transport.Kind;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.telemetry.SpanAttribute;
import org.sessiontoken.tracing.RequestSpan;
import org.sessiontoken.tracing.RequestTracing;
import org.sessiontoken.value.TraceParent;

/** The span of each HTTP request below {@code /ags}, from its first byte to its answer. */
final class ServerSpans {

    /** Others are made up by callers: OpenTelemetry has one word for all of them. */
    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH");

    private static final String OTHER = "_OTHER";

    private final RequestTracing tracing;

    ServerSpans(RequestTracing tracing) {
        this.tracing = tracing;
    }

    RequestSpan begin(HttpServletRequest request, RequestContext context, Operation operation) {
        Optional<TraceParent> caller = traceOf(request.getHeader(TraceParent.HEADER));
        RequestSpan span = tracing.begin(Kind.SERVER, caller, () -> name(request.getMethod(), operation));
        if (span.isRecorded()) {
            span.set(SpanAttribute.HTTP_METHOD, METHODS.contains(request.getMethod()) ? request.getMethod() : OTHER)
                    .set(SpanAttribute.HTTP_SCHEME, request.getScheme())
                    .setIfKnown(SpanAttribute.HTTP_ROUTE, operation.route())
                    .set(SpanAttribute.CORRELATION_ID, context.correlationId());
        }
        return span;
    }

    /** A malformed trace is ignored, as W3C Trace Context (section 3.2) demands: a call matters more than its trace. */
    private static Optional<TraceParent> traceOf(@Nullable String header) {
        if (header == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new TraceParent(header));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private static String name(String method, Operation operation) {
        String known = METHODS.contains(method) ? method : "HTTP";
        return operation.route().map(route -> known + " " + route).orElse(known);
    }

    static void end(RequestContext context, RequestResult result, int status) {
        RequestSpan span = context.span();
        if (span.isRecorded()) {
            span.set(SpanAttribute.HTTP_STATUS, status)
                    .set(SpanAttribute.OUTCOME, result.code())
                    .setIfKnown(SpanAttribute.REQUEST_ID, context.requestId())
                    .setIfKnown(SpanAttribute.TENANT_ID, context.tenantId())
                    .setIfKnown(SpanAttribute.AUTH_SERVICE_ID, context.authServiceId());
            if (status >= 500) {
                span.fail(Integer.toString(status));
            }
        }
        span.end();
    }
}
