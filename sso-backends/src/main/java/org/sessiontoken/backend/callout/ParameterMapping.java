package org.sessiontoken.backend.callout;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sessiontoken.sso.BackendOptions;
import org.sessiontoken.value.ParameterProperty;
import org.sessiontoken.value.Parameters;

/**
 * The fields of the body that parameters go into. Other parameters are not sent.
 *
 * @param fields the fields in the order configured
 */
record ParameterMapping(List<Field> fields) {

    /**
     * The field of one parameter.
     *
     * @param parameter the description of the parameter for clients
     * @param name the name of the field
     */
    record Field(ParameterProperty parameter, String name) {}

    static ParameterMapping read(BackendOptions options) {
        Map<String, String> mapping = options.nested("parameters");
        if (mapping.isEmpty() || mapping.size() > Parameters.MAX_COUNT) {
            throw new IllegalArgumentException(options.path("parameters") + " must name 1 to " + Parameters.MAX_COUNT
                    + " parameters, such as " + options.path("parameters.Password") + ": password");
        }
        Set<String> optional = names(options, "optional-parameters", mapping).orElse(Set.of());
        Set<String> passwords = names(options, "password-parameters", mapping).orElse(mapping.keySet());
        List<Field> fields = new ArrayList<>();
        mapping.forEach(
                (parameter, field) -> fields.add(new Field(property(options, parameter, optional, passwords), field)));
        if (new HashSet<>(mapping.values()).size() < fields.size()) {
            throw new IllegalArgumentException(
                    options.path("parameters") + " must give each parameter a field of its own");
        }
        return new ParameterMapping(List.copyOf(fields));
    }

    private static ParameterProperty property(
            BackendOptions options, String parameter, Set<String> optional, Set<String> passwords) {
        try {
            return new ParameterProperty(parameter, !optional.contains(parameter), passwords.contains(parameter));
        } catch (IllegalArgumentException unfit) {
            throw new IllegalArgumentException(options.path("parameters." + parameter) + ": " + unfit.getMessage());
        }
    }

    private static Optional<Set<String>> names(BackendOptions options, String option, Map<String, String> mapping) {
        Set<String> names = new LinkedHashSet<>(options.list(option));
        names.stream().filter(name -> !mapping.containsKey(name)).findFirst().ifPresent(unknown -> {
            throw new IllegalArgumentException(options.path(option) + " must name parameters that are under "
                    + options.path("parameters") + ", and '" + unknown + "' is not");
        });
        return names.isEmpty() ? Optional.empty() : Optional.of(names);
    }

    List<ParameterProperty> properties() {
        return fields.stream().map(Field::parameter).toList();
    }
}
