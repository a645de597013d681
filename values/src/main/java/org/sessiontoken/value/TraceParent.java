package org.sessiontoken.value;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * W3C Trace Context {@code traceparent}. It is passed on unchanged, so that the spans of a request join up in one trace.
 *
 * @param value version-traceid-parentid-flags, each in lower-case hexadecimal, with neither ID all zeros
 */
public record TraceParent(@JsonValue String value) {

    /** The name of the header that carries it, over HTTP and in records. */
    public static final String HEADER = "traceparent";

    private static final int TRACE_ID = 3;
    private static final int PARENT_ID = TRACE_ID + 33;
    private static final int FLAGS = PARENT_ID + 17;
    private static final Characters ZERO = Characters.between('0', '0');

    /** Refuses a value of another format with an {@link IllegalArgumentException} that says what was expected. */
    public TraceParent {
        if (!isWellFormed(value)) {
            throw new IllegalArgumentException("traceparent must be version-traceid-parentid-flags,"
                    + " each in lower-case hexadecimal, with neither ID all zeros");
        }
    }

    /** The ID of the trace: 32 hexadecimal digits. */
    public String traceId() {
        return value.substring(TRACE_ID, PARENT_ID - 1);
    }

    /** Whether whoever began the trace wants its spans to be recorded. */
    public boolean isSampled() {
        return (Character.digit(value.charAt(value.length() - 1), 16) & 1) == 1;
    }

    private static boolean isWellFormed(String value) {
        return value.length() == FLAGS + 2
                && Characters.HEXADECIMAL.containsAll(value, 0, TRACE_ID - 1)
                && !value.startsWith("ff")
                && value.charAt(TRACE_ID - 1) == '-'
                && isId(value, TRACE_ID, PARENT_ID - 1)
                && value.charAt(PARENT_ID - 1) == '-'
                && isId(value, PARENT_ID, FLAGS - 1)
                && value.charAt(FLAGS - 1) == '-'
                && Characters.HEXADECIMAL.containsAll(value, FLAGS, value.length());
    }

    private static boolean isId(String value, int from, int to) {
        return Characters.HEXADECIMAL.containsAll(value, from, to) && !ZERO.containsAll(value, from, to);
    }

    @Override
    public String toString() {
        return value;
    }
}
