package org.sessiontoken.it;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;

/** What speaks OTLP over HTTP as a collector does, and keeps the spans that it gets. */
final class Collector implements AutoCloseable {

    private static final String PATH = "/v1/traces";

    private final HttpServer server;
    private final List<ReceivedSpan> spans = new CopyOnWriteArrayList<>();

    Collector() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        server.createContext(PATH, this::receive);
        server.start();
    }

    /** The settings of a service that sends all its spans here, at once. */
    String[] settings(double probability) {
        return new String[] {
            "management.opentelemetry.tracing.export.otlp.endpoint=http://127.0.0.1:"
                    + server.getAddress().getPort() + PATH,
            "management.opentelemetry.tracing.export.schedule-delay=50ms",
            "management.tracing.sampling.probability=" + probability
        };
    }

    private void receive(HttpExchange exchange) throws IOException {
        ExportTraceServiceRequest request =
                ExportTraceServiceRequest.parseFrom(exchange.getRequestBody().readAllBytes());
        for (ResourceSpans of : request.getResourceSpansList()) {
            String service = service(of.getResource());
            of.getScopeSpansList()
                    .forEach(scope -> scope.getSpansList().forEach(span -> spans.add(new ReceivedSpan(service, span))));
        }
        byte[] response = ExportTraceServiceResponse.getDefaultInstance().toByteArray();
        exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
        exchange.sendResponseHeaders(200, response.length == 0 ? -1 : response.length);
        exchange.getResponseBody().write(response);
        exchange.close();
    }

    private static String service(Resource resource) {
        return resource.getAttributesList().stream()
                .filter(attribute -> attribute.getKey().equals("service.name"))
                .map(KeyValue::getValue)
                .map(value -> value.getStringValue())
                .findFirst()
                .orElse("?");
    }

    /** Waits until a trace has so many spans. */
    Trace await(String traceId, int count) {
        return Awaitility.await(count + " spans of trace " + traceId)
                .until(() -> trace(traceId), trace -> trace.size() >= count);
    }

    Trace trace(String traceId) {
        return new Trace(
                spans.stream().filter(span -> span.traceId().equals(traceId)).toList());
    }

    /** All that has arrived. */
    List<ReceivedSpan> spans() {
        return List.copyOf(spans);
    }

    /** From now on, nobody listens. */
    @Override
    public void close() {
        server.stop(0);
    }

    /** A span, and the service that has made it. */
    record ReceivedSpan(String service, Span span) {

        String traceId() {
            return HexFormat.of().formatHex(span.getTraceId().toByteArray());
        }

        String id() {
            return HexFormat.of().formatHex(span.getSpanId().toByteArray());
        }

        String parentId() {
            return HexFormat.of().formatHex(span.getParentSpanId().toByteArray());
        }

        String kind() {
            return span.getKind().name().replace("SPAN_KIND_", "");
        }
    }
}
