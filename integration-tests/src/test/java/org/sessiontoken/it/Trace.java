package org.sessiontoken.it;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Status;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.sessiontoken.it.Collector.ReceivedSpan;

/** The spans of one trace. */
record Trace(List<ReceivedSpan> spans) {

    /** What is different each time. */
    private static final Set<String> CHANGING =
            Set.of("messaging.destination.partition.id", "messaging.kafka.offset", "server.port", "ags.request_id");

    int size() {
        return spans.size();
    }

    ReceivedSpan only(String service, String name) {
        List<ReceivedSpan> found = spans.stream()
                .filter(span ->
                        span.service().equals(service) && span.span().getName().equals(name))
                .toList();
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " spans '" + name + "' of " + service + " among\n" + text());
        }
        return found.get(0);
    }

    /** All spans as a tree: kind, service and name of each, and its attributes, in the order of their names. */
    String text() {
        Set<String> ids = spans.stream().map(ReceivedSpan::id).collect(Collectors.toSet());
        StringBuilder text = new StringBuilder();
        spans.stream()
                .filter(span -> !ids.contains(span.parentId()))
                .sorted(byStart())
                .forEach(root -> append(text, "", root));
        return text.toString();
    }

    private void append(StringBuilder text, String indent, ReceivedSpan span) {
        text.append(indent)
                .append(span.kind())
                .append(' ')
                .append(span.service())
                .append(": ")
                .append(span.span().getName())
                .append(span.span().getStatus().getCode() == Status.StatusCode.STATUS_CODE_ERROR ? " (error)" : "")
                .append('\n');
        span.span().getAttributesList().stream()
                .collect(Collectors.toMap(KeyValue::getKey, KeyValue::getValue))
                .entrySet()
                .stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(attribute -> text.append(indent)
                        .append("  - ")
                        .append(attribute.getKey())
                        .append(" = ")
                        .append(value(attribute.getKey(), attribute.getValue()))
                        .append('\n'));
        spans.stream()
                .filter(child -> child.parentId().equals(span.id()))
                .sorted(byStart())
                .forEach(child -> append(text, indent + "  ", child));
    }

    private static Comparator<ReceivedSpan> byStart() {
        return Comparator.comparingLong(span -> span.span().getStartTimeUnixNano());
    }

    private static String value(String key, AnyValue value) {
        if (CHANGING.contains(key)) {
            return "(a " + (value.hasIntValue() ? "number" : "text") + ")";
        }
        return value.hasIntValue() ? Long.toString(value.getIntValue()) : "'" + value.getStringValue() + "'";
    }
}
