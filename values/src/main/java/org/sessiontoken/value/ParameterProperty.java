package org.sessiontoken.value;

import java.util.Objects;

/**
 * A parameter that an auth service takes.
 *
 * @param name the name of the parameter
 * @param mandatory whether a request without it is refused
 * @param isPassword whether a person who types the value should not see it
 */
public record ParameterProperty(String name, boolean mandatory, boolean isPassword) {

    /** Refuses a name that no parameter can have. */
    public ParameterProperty {
        Parameter.requireName(Objects.requireNonNull(name, "parameter name is missing"));
    }
}
