package org.sessiontoken.value;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Names the app on a device that signs on, as its vendor or the operator has named it.
 *
 * @param value 1 to 128 visible ASCII characters
 */
public record ClientId(@JsonValue String value) {

    private static final Characters VISIBLE = Characters.between('!', '~');

    private static final ValueFormat FORMAT =
            new ValueFormat("client ID", VISIBLE, VISIBLE, 1, 128, "1 to 128 visible ASCII characters");

    /** Refuses a value of another format with an {@link IllegalArgumentException} that says what was expected. */
    public ClientId {
        FORMAT.require(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
