package org.sessiontoken.value;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The parameters of a request, in the order given. No two have the same name.
 *
 * @param all at most {@value #MAX_COUNT} parameters, with values of at most {@value #MAX_LENGTH} bytes together
 */
public record Parameters(List<Parameter> all) {

    /** The maximum number of parameters of a request. */
    public static final int MAX_COUNT = 32;

    /** The maximum length of all values together, in bytes of UTF-8. */
    public static final int MAX_LENGTH = 65_536;

    /** Refuses too many or too long parameters, or a name given twice, with an {@link IllegalArgumentException}. */
    public Parameters {
        all = List.copyOf(all);
        if (all.size() > MAX_COUNT) {
            throw new IllegalArgumentException("there must be at most " + MAX_COUNT + " parameters");
        }
        if (all.stream().mapToInt(parameter -> parameter.value().length()).sum() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "the parameters' values must have at most " + MAX_LENGTH + " bytes together");
        }
        Set<String> seen = new HashSet<>();
        for (Parameter parameter : all) {
            if (!seen.add(parameter.name())) {
                throw new IllegalArgumentException("parameter '" + parameter.name() + "' must be given only once");
            }
        }
    }

    /** The parameters' names, in the order given. */
    public List<String> names() {
        return all.stream().map(Parameter::name).toList();
    }

    /** The value of the parameter of this name, if it was given. */
    public Optional<Secret> value(String name) {
        return all.stream()
                .filter(parameter -> parameter.name().equals(name))
                .map(Parameter::value)
                .findFirst();
    }
}
