package org.sessiontoken.answering.topics;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.common.config.TopicConfig;

/**
 * What a setting of a topic must be.
 *
 * @param setting Kafka's name of it
 * @param words what it must be, such as {@code at least 2}
 * @param mended a value that is right, for the command that sets it
 * @param holds whether a value is right
 */
public record Requirement(String setting, String words, String mended, Predicate<String> holds) {

    /** That Kafka keeps each record for this long at least. */
    public static List<Requirement> retained(Duration min) {
        return List.of(
                exactly(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE),
                atLeastOrUnlimited(TopicConfig.RETENTION_MS_CONFIG, min.toMillis()),
                // Otherwise Kafka deletes what is younger, as soon as there is much of it.
                exactly(TopicConfig.RETENTION_BYTES_CONFIG, "-1"));
    }

    /** That Kafka keeps the newest record of each key for ever. */
    public static Requirement compacted() {
        return exactly(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
    }

    /** That the time of a record is that at which Kafka took it. */
    public static Requirement timedByKafka() {
        return exactly(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");
    }

    static Requirement exactly(String setting, String value) {
        return new Requirement(setting, value, value, value::equals);
    }

    static Requirement atLeast(String setting, long min) {
        return new Requirement(setting, "at least " + min, Long.toString(min), value -> Long.parseLong(value) >= min);
    }

    /** For settings that Kafka takes as unlimited when they are negative. */
    private static Requirement atLeastOrUnlimited(String setting, long min) {
        return new Requirement(
                setting, "at least " + min + ", or -1", Long.toString(min), value -> isAtLeastOrUnlimited(value, min));
    }

    private static boolean isAtLeastOrUnlimited(String value, long min) {
        long number = Long.parseLong(value);
        return number < 0 || number >= min;
    }
}
