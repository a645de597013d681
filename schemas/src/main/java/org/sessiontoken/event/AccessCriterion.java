package org.sessiontoken.event;

import java.util.Objects;

/**
 * One condition of a search.
 *
 * @param name the name of the condition, such as {@code tenant}
 * @param value what it demands; of an account the keyed hash
 */
public record AccessCriterion(String name, String value) {

    /** The maximum length of a name, in characters. */
    public static final int MAX_NAME = 64;

    /** The maximum length of a value, in characters. */
    public static final int MAX_VALUE = 512;

    /** Refuses what is too long. */
    public AccessCriterion {
        Accessed.requireLength("name", Objects.requireNonNull(name, "name is missing"), MAX_NAME);
        Accessed.requireLength("value", Objects.requireNonNull(value, "value is missing"), MAX_VALUE);
    }
}
