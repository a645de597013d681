package org.sessiontoken.event;

import static org.sessiontoken.event.UnreadableEventException.Cause.HEADERS;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.value.TraceParent;

/** Writes and reads CloudEvents 1.0 attributes as record headers, in the binary mode of the Kafka protocol binding. */
final class CloudEventHeaders {

    static final String CONTENT_TYPE = "content-type";
    static final String JSON = "application/json";
    static final String STRUCTURED = "application/cloudevents+json";
    static final String SPEC_VERSION = "1.0";
    static final String TYPE = "ce_type";
    static final String CORRELATION_ID = "ce_correlationid";

    private CloudEventHeaders() {}

    static void write(Headers headers, String type, String id, String source, Instant time) {
        add(headers, "ce_specversion", SPEC_VERSION);
        add(headers, TYPE, type);
        add(headers, "ce_id", id);
        add(headers, "ce_source", source);
        add(headers, "ce_time", time.toString());
        add(headers, CONTENT_TYPE, JSON);
    }

    static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    static void writeTrace(Headers headers, Optional<TraceParent> trace) {
        trace.ifPresent(parent -> add(headers, TraceParent.HEADER, parent.value()));
    }

    /** Reads the trace of a record. A malformed one is ignored, as W3C Trace Context demands. */
    static Optional<TraceParent> readTrace(Headers headers) {
        String value = text(headers, TraceParent.HEADER);
        try {
            return Optional.ofNullable(value).map(TraceParent::new);
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    static boolean isStructured(Headers headers) {
        String contentType = text(headers, CONTENT_TYPE);
        return contentType != null && contentType.regionMatches(true, 0, STRUCTURED, 0, STRUCTURED.length());
    }

    /** Whether a record says that it is an event of this type, in binary mode. */
    static boolean isOfType(Headers headers, String type) {
        return type.equals(text(headers, TYPE));
    }

    /** Refuses a record whose attributes are not those of an event of this type and id. */
    static void require(Headers headers, String type, String id) {
        requireType(headers, type);
        requireId("header ce_id", text(headers, "ce_id"), id);
    }

    /** Refuses a record whose attributes are not those of an event of this type. */
    static void requireType(Headers headers, String type) {
        requireText("header ce_specversion", text(headers, "ce_specversion"), SPEC_VERSION);
        requireText("header " + TYPE, text(headers, TYPE), type);
    }

    /** Refuses an attribute that is not this text; the place says in which header or member it is. */
    static void requireText(String place, @Nullable String found, String expected) {
        require(place, found, expected, "'" + expected + "'");
    }

    /** Refuses an event whose id is not the one that its value demands. */
    static void requireId(String place, @Nullable String found, String expected) {
        require(place, found, expected, "the ID that follows from the value");
    }

    private static void require(String place, @Nullable String found, String expected, String wanted) {
        if (!expected.equals(found)) {
            throw new UnreadableEventException(
                    HEADERS, place + " must be " + wanted + (found == null ? ", and it is missing" : ""));
        }
    }

    static @Nullable String text(Headers headers, String name) {
        byte @Nullable [] bytes = last(headers, name);
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    static byte @Nullable [] last(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null ? null : header.value();
    }
}
