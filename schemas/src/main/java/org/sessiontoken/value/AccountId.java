package org.sessiontoken.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * Names an account at the operator: whom the session token signs in.
 *
 * @param value 1 to 256 characters, none of them a control character
 */
public record AccountId(@JsonValue String value) {

    private static final Shape SHAPE = new Shape(
            "account ID",
            Pattern.compile("[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]{1,256}"),
            "1 to 256 characters, none of them a control character");

    /** Refuses a value of another shape with an {@link IllegalArgumentException} that says what was expected. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public AccountId {
        SHAPE.require(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
