package org.sessiontoken.value;

import java.util.Objects;

/**
 * A parameter that an auth service takes.
 *
 * @param name what the parameter is called
 * @param mandatory whether a request without it is refused
 * @param isPassword whether what is typed should be hidden
 */
public record ParameterProperty(String name, boolean mandatory, boolean isPassword) {

    /** Refuses a name that no parameter can have. */
    public ParameterProperty {
        Parameter.requireName(Objects.requireNonNull(name, "parameter name is missing"));
    }
}
