package org.sessiontoken.broker.topics;

import java.util.function.Predicate;

/**
 * What a setting of a topic must be.
 *
 * @param setting Kafka's name of it
 * @param words what it must be, such as {@code at least 2}
 * @param mended a value that is right, for the command that sets it
 * @param holds whether a value is right
 */
record Requirement(String setting, String words, String mended, Predicate<String> holds) {

    static Requirement exactly(String setting, String value) {
        return new Requirement(setting, value, value, value::equals);
    }

    static Requirement atLeast(String setting, long min) {
        return new Requirement(setting, "at least " + min, Long.toString(min), value -> Long.parseLong(value) >= min);
    }

    /** For settings that Kafka takes as unlimited when they are negative. */
    static Requirement atLeastOrUnlimited(String setting, long min) {
        return new Requirement(
                setting, "at least " + min + ", or -1", Long.toString(min), value -> isAtLeastOrUnlimited(value, min));
    }

    private static boolean isAtLeastOrUnlimited(String value, long min) {
        long number = Long.parseLong(value);
        return number < 0 || number >= min;
    }
}
