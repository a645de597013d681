package org.sessiontoken.value;

/**
 * One provider-specific parameter of a request.
 *
 * @param name 1 to 64 letters, digits, spaces, dots, underscores and hyphens, the first a letter or digit
 * @param value possibly empty, at most {@value #MAX_VALUE} bytes
 */
public record Parameter(String name, Secret value) {

    /** The maximum length of a value, in bytes of UTF-8. */
    public static final int MAX_VALUE = 16_384;

    private static final ValueFormat NAME = new ValueFormat(
            "parameter name",
            Characters.LETTERS_AND_DIGITS,
            Characters.LETTERS_AND_DIGITS.or(" ._-"),
            1,
            64,
            "1 to 64 letters, digits, spaces, dots, underscores and hyphens, the first a letter or digit");

    /** Returns the name of a parameter; refuses a name of another format with an {@link IllegalArgumentException}. */
    public static String requireName(String name) {
        NAME.require(name);
        return name;
    }

    /** Refuses a name or value out of bounds with an {@link IllegalArgumentException} that does not quote the value. */
    public Parameter {
        NAME.require(name);
        if (value.length() > MAX_VALUE) {
            throw new IllegalArgumentException(
                    "value of parameter '" + name + "' must have at most " + MAX_VALUE + " bytes");
        }
    }
}
