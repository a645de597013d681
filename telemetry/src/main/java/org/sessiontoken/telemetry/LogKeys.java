package org.sessiontoken.telemetry;

/**
 * The keys of structured log lines, in all programs. What an event calls a thing, a log line calls it too; metric tags and
 * configuration use the same words in their own spelling ({@code authServiceId}, {@code auth.service.id},
 * {@code auth-service-id}).
 */
public final class LogKeys {

    /** What a setting is. */
    public static final String ACTUAL = "actual";

    /** The network address of a client. */
    public static final String ADDRESS = "address";

    /** How many auth services there are. */
    public static final String AUTH_SERVICES = "authServices";

    /** Which auth service was asked. */
    public static final String AUTH_SERVICE_ID = "authServiceId";

    /** The network address of whoever asked the requestor. */
    public static final String CALLER_ADDRESS = "callerAddress";
    /** A command for the operator's shell. */
    public static final String COMMAND = "command";

    /** The caller's call flow. */
    public static final String CORRELATION_ID = "correlationId";

    /** How long something took, in milliseconds. */
    public static final String DURATION = "durationMs";

    /** A failure as {@link Failures} describes it: without its message, which may quote what must not be seen. */
    public static final String EXCEPTION = "exception";

    /** How often something failed in a row. */
    public static final String FAILURES = "failures";

    /** Which files a program follows, by what they have in common. */
    public static final String FILES = "files";

    /** The state before a change. */
    public static final String FROM = "from";

    /** A broker instance: its name, and characters that tell its process from others of the same name. */
    public static final String INSTANCE = "instance";

    /** The offset of the last of several records that follow one another in their partition. */
    public static final String LAST_OFFSET = "lastOffset";

    /** The offset of a record in its partition. */
    public static final String OFFSET = "offset";

    /** Which call was made. */
    public static final String OPERATION = "operation";

    /** How a request ended. */
    public static final String OUTCOME = "outcome";

    /** The number of a partition. */
    public static final String PARTITION = "partition";

    /** How many partitions there are. */
    public static final String PARTITIONS = "partitions";

    /** Where files are. */
    public static final String PATHS = "paths";

    /** What was wrong, as a code or in words that quote nothing. */
    public static final String REASON = "reason";

    /** How many were removed. */
    public static final String REMOVED = "removed";

    /** Who asked. */
    public static final String REQUESTOR = "requestor";

    /** The request as audit knows it. */
    public static final String REQUEST_ID = "requestId";

    /** What a setting must be. */
    public static final String REQUIRED = "required";

    /** The name of a setting. */
    public static final String SETTING = "setting";

    /** An HTTP status. */
    public static final String STATUS = "status";

    /** The name of a background task. */
    public static final String TASK = "task";

    /** Whose auth service was asked. */
    public static final String TENANT_ID = "tenantId";

    /** The name of a thread. */
    public static final String THREAD = "thread";

    /** The state after a change. */
    public static final String TO = "to";

    /** The name of a topic. */
    public static final String TOPIC = "topic";

    /** The distributed trace that a request belongs to: the ID that is the same in all programs. */
    public static final String TRACE_ID = "traceId";

    /** How many requests have no outcome yet. */
    public static final String UNFINISHED = "unfinished";

    private LogKeys() {}
}
