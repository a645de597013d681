package org.sessiontoken.telemetry;

import java.util.StringJoiner;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Describes failures for logs and audit. Messages are left out, since they may quote a credential; only those of Kafka's own
 * errors are shown, which name topics, groups and servers and never the content of a record, and what a {@link DescribedFailure}
 * says.
 */
public final class Failures {

    private static final String KAFKA = "org.apache.kafka.common.";
    private static final String KAFKA_ERRORS = KAFKA + "errors.";
    private static final int MAX_CAUSES = 8;
    private static final int MAX_FRAMES = 64;

    private Failures() {}

    /** The failure itself, where it came wrapped by a future. */
    public static Throwable unwrap(Throwable failure) {
        Throwable inner = failure;
        while ((inner instanceof CompletionException || inner instanceof ExecutionException)
                && inner.getCause() != null) {
            inner = inner.getCause();
        }
        return inner;
    }

    /** The last of a failure's causes: the failure itself if it has none. */
    public static Throwable rootCause(Throwable failure) {
        Throwable root = failure;
        for (int causes = 0; root.getCause() != null && causes < MAX_CAUSES; causes++) {
            root = root.getCause();
        }
        return root;
    }

    /** Whether the failure is not one of infrastructure: an {@link Error} or an exception that nobody expects. */
    public static boolean isBug(Throwable failure) {
        Throwable inner = unwrap(failure);
        return inner instanceof Error
                || inner instanceof RuntimeException && !isOfKafka(inner) && !(inner instanceof DescribedFailure);
    }

    /** One line for a failure of infrastructure; for a bug, all classes and stack frames. */
    public static String describe(Throwable failure) {
        return isBug(failure) ? stackTrace(failure) : summary(failure);
    }

    /** The classes of a failure and its causes in one line, with the messages of Kafka's errors and of those that describe themselves. */
    public static String summary(Throwable failure) {
        StringJoiner line = new StringJoiner(", caused by ");
        @Nullable Throwable next = unwrap(failure);
        for (int causes = 0; next != null && causes < MAX_CAUSES; causes++) {
            String name = next.getClass().getName();
            String shown = name.startsWith(KAFKA_ERRORS) ? next.getMessage() : description(next);
            line.add(shown == null ? name : name + ": " + shown);
            next = next.getCause();
        }
        return line.toString();
    }

    /** The class of a failure and where it was thrown, such as {@code java.lang.NullPointerException at …}. */
    public static String location(Throwable failure) {
        Throwable inner = unwrap(failure);
        StackTraceElement[] frames = inner.getStackTrace();
        return inner.getClass().getName() + (frames.length == 0 ? "" : " at " + frames[0]);
    }

    /** The classes and first stack frames of a failure and its causes, a line each, without messages. */
    public static String stackTrace(Throwable failure) {
        StringJoiner lines = new StringJoiner(System.lineSeparator());
        @Nullable Throwable next = failure;
        for (int causes = 0; next != null && causes < MAX_CAUSES; causes++) {
            lines.add((causes == 0 ? "" : "caused by ") + next.getClass().getName());
            Stream.of(next.getStackTrace()).limit(MAX_FRAMES).forEach(frame -> lines.add("\tat " + frame));
            next = next.getCause();
        }
        return lines.toString();
    }

    private static @Nullable String description(Throwable failure) {
        return failure instanceof DescribedFailure described ? described.description() : null;
    }

    private static boolean isOfKafka(Throwable failure) {
        return failure.getClass().getName().startsWith(KAFKA);
    }
}
