package org.sessiontoken.adapter.problem;

import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Where an exception came from, without its message: a message may quote what was being worked on, and that may be a
 * secret.
 */
final class StackOnly {

    private static final int MOST_CAUSES = 8;

    private StackOnly() {}

    static String of(Throwable failure) {
        StringJoiner lines = new StringJoiner(System.lineSeparator());
        @Nullable Throwable next = failure;
        for (int causes = 0; next != null && causes < MOST_CAUSES; causes++) {
            lines.add((causes == 0 ? "" : "caused by ") + next.getClass().getName());
            for (StackTraceElement frame : next.getStackTrace()) {
                lines.add("\tat " + frame);
            }
            next = next.getCause();
        }
        return lines.toString();
    }
}
