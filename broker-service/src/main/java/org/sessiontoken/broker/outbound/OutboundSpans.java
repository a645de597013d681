package org.sessiontoken.broker.outbound;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.SenderContext;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.sso.http.OutboundFailure;
import org.sessiontoken.sso.http.OutboundRequest;
import org.sessiontoken.sso.http.OutboundResponse;
import org.sessiontoken.telemetry.Failures;
import org.sessiontoken.telemetry.SpanAttribute;

/**
 * The span of each HTTP call that a backend makes for a request which is recorded; the auth service is told of it by
 * {@code traceparent}. A call for no request, such as one for keys in the background, has none. Of the address, only scheme, host and
 * port are named: an account may be in the path.
 */
final class OutboundSpans {

    private static final String NAME = "ags.backend.http";

    private final ObservationRegistry registry;

    OutboundSpans(ObservationRegistry registry) {
        this.registry = registry;
    }

    /** Begins the span of a call, below the current one of this thread, and adds it to the call's headers. */
    Observation begin(OutboundRequest request, HttpRequest.Builder headers) {
        if (registry.isNoop() || registry.getCurrentObservation() == null) {
            return Observation.NOOP;
        }
        SenderContext<HttpRequest.Builder> context = new SenderContext<>(OutboundSpans::set, Kind.CLIENT);
        context.setCarrier(headers);
        URI uri = request.uri();
        return Observation.createNotStarted(NAME, () -> context, registry)
                .contextualName(request.method())
                .lowCardinalityKeyValue(SpanAttribute.HTTP_METHOD.key(), request.method())
                .lowCardinalityKeyValue(SpanAttribute.HTTP_SCHEME.key(), uri.getScheme())
                .lowCardinalityKeyValue(SpanAttribute.SERVER_ADDRESS.key(), uri.getHost())
                .lowCardinalityKeyValue(SpanAttribute.SERVER_PORT.key(), Integer.toString(port(uri)))
                .start();
    }

    private static int port(URI uri) {
        if (uri.getPort() >= 0) {
            return uri.getPort();
        }
        return uri.getScheme().equalsIgnoreCase("https") ? 443 : 80;
    }

    private static void set(HttpRequest.@Nullable Builder headers, String name, String value) {
        if (headers != null) {
            headers.setHeader(name, value);
        }
    }

    static void end(Observation call, @Nullable OutboundResponse response, @Nullable Throwable failure) {
        if (call.isNoop()) {
            return;
        }
        if (response != null) {
            String status = Integer.toString(response.status());
            call.lowCardinalityKeyValue(SpanAttribute.HTTP_STATUS.key(), status);
            if (response.status() >= 400) {
                call.lowCardinalityKeyValue(SpanAttribute.ERROR_TYPE.key(), status);
            }
        }
        if (failure != null) {
            call.lowCardinalityKeyValue(SpanAttribute.ERROR_TYPE.key(), type(Failures.unwrap(failure)));
        }
        call.stop();
    }

    private static String type(Throwable failure) {
        return failure instanceof OutboundFailure outbound
                ? outbound.kind().name().toLowerCase(Locale.ROOT).replace('_', '-')
                : failure.getClass().getName();
    }
}
