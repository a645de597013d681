package org.sessiontoken.setting;

import java.util.regex.Pattern;

/**
 * Whole numbers as settings write them: in decimal and without leading zeros. Other programs read {@code 010} as 8,
 * {@code 0x10} as 16 and {@code 1_000} as 1000, so none of these is a number here.
 */
public final class NumberText {

    private static final Pattern DECIMAL = Pattern.compile("0|-?[1-9][0-9]{0,17}");

    private NumberText() {}

    /** Whether a text is a whole number. */
    public static boolean isNumber(String text) {
        return DECIMAL.matcher(text).matches();
    }

    /**
     * Refuses a number that is out of bounds.
     *
     * @param name the setting, with which the message begins
     * @throws IllegalArgumentException if it is
     */
    public static void requireBetween(String name, long number, long min, long max) {
        if (number < min || number > max) {
            throw new IllegalArgumentException(name + " must be from " + min + " to " + max + ", and it is " + number);
        }
    }
}
