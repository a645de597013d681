package org.sessiontoken.adapter.log;

/** The keys of structured log lines. */
public final class LogKeys {

    public static final String AUTH_SERVICE = "authService";
    public static final String CORRELATION_ID = "correlationId";

    /** How long the caller waited, in milliseconds. */
    public static final String DURATION = "durationMs";

    /** The class of an exception; its message is left out, since it may quote what must not be seen. */
    public static final String EXCEPTION = "exception";

    public static final String OFFSET = "offset";
    public static final String OPERATION = "operation";
    public static final String OUTCOME = "outcome";
    public static final String PARTITION = "partition";

    /** What was wrong, as a code or in words that quote nothing. */
    public static final String REASON = "reason";

    /** The request as audit knows it. */
    public static final String REQUEST_ID = "requestId";

    public static final String STATUS = "status";
    public static final String TENANT = "tenant";
    public static final String TOPIC = "topic";

    private LogKeys() {}
}
