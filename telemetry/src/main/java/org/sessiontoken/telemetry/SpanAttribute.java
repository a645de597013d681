package org.sessiontoken.telemetry;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Every attribute of spans, in all programs. Names are those of OpenTelemetry's semantic conventions for HTTP and messaging, where
 * these have one; the others begin with {@code ags}.
 *
 * <p>No attribute holds a credential, a token, an account, a caller's address, or a path or query that may contain one of them.
 */
public enum SpanAttribute {
    /** Which auth service was asked. */
    AUTH_SERVICE_ID("ags.auth_service_id"),
    /** The caller's call flow: on all spans, and on no metric. */
    CORRELATION_ID("messaging.message.conversation_id"),
    /** The topic. */
    DESTINATION("messaging.destination.name"),
    /** The partition of the topic. */
    DESTINATION_PARTITION("messaging.destination.partition.id"),
    /** What went wrong, as a code or the class of a failure; only there if something did. */
    ERROR_TYPE("error.type"),
    /** How HTTP is secured: {@code http} or {@code https}. */
    HTTP_SCHEME("url.scheme"),
    /** The method of an HTTP request. */
    HTTP_METHOD("http.request.method"),
    /** The path of one of our calls, which is one of few; never the path that a caller sent. */
    HTTP_ROUTE("http.route"),
    /** The status of an HTTP answer. */
    HTTP_STATUS("http.response.status_code", true),
    /** The broker instance. */
    INSTANCE("ags.instance"),
    /** Which messaging system. */
    MESSAGING_SYSTEM("messaging.system"),
    /** The offset of a record in its partition. */
    OFFSET("messaging.kafka.offset", true),
    /** What is done with a record, in the words of the client library. */
    OPERATION_NAME("messaging.operation.name"),
    /** What is done with a record, in the words of the conventions. */
    OPERATION_TYPE("messaging.operation.type"),
    /** How a request ended. */
    OUTCOME("ags.outcome"),
    /** Why, as a reason code. */
    REASON("ags.reason"),
    /** Who asked. */
    REQUESTOR("ags.requestor"),
    /** The request as audit knows it. */
    REQUEST_ID("ags.request_id"),
    /** The host that was asked. */
    SERVER_ADDRESS("server.address"),
    /** The port that was asked. */
    SERVER_PORT("server.port", true),
    /** Whose auth service was asked. */
    TENANT_ID("ags.tenant_id");

    private static final Map<String, SpanAttribute> BY_KEY =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(SpanAttribute::key, Function.identity()));

    private final String key;
    private final boolean number;

    SpanAttribute(String key) {
        this(key, false);
    }

    SpanAttribute(String key, boolean number) {
        this.key = key;
        this.number = number;
    }

    /** The name that collectors and those who search see. */
    public String key() {
        return key;
    }

    /** Whether the attribute of this name is a whole number; any other is text. */
    public static boolean isNumber(String key) {
        SpanAttribute attribute = BY_KEY.get(key);
        return attribute != null && attribute.number;
    }
}
