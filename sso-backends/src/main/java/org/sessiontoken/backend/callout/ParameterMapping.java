package org.sessiontoken.backend.callout;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sessiontoken.sso.BackendOptions;
import org.sessiontoken.sso.SsoRequest;
import org.sessiontoken.value.ParameterProperty;
import org.sessiontoken.value.Parameters;

/**
 * The fields that parameters go into. Other parameters are not sent.
 *
 * @param properties the parameters' descriptions for clients, in the order configured, those for basic authentication first
 * @param fields the fields by the names of parameters, in the order configured
 */
record ParameterMapping(List<ParameterProperty> properties, Map<String, FieldPath> fields) {

    static ParameterMapping read(BackendOptions options, List<String> basic, boolean areNested) {
        Map<String, String> mapping = options.nested("parameters");
        Set<String> all = new LinkedHashSet<>(basic);
        all.addAll(mapping.keySet());
        if (all.isEmpty() || all.size() > Parameters.MAX_COUNT) {
            throw new IllegalArgumentException(options.path("parameters") + " must name 1 to " + Parameters.MAX_COUNT
                    + " parameters, such as " + options.path("parameters.Password") + ": password");
        }
        Set<String> optional = names(options, "optional-parameters", mapping.keySet(), Set.of());
        basic.stream().filter(optional::contains).findFirst().ifPresent(name -> {
            throw new IllegalArgumentException(
                    options.path("optional-parameters") + " must not list '" + name + "', which signs the user in");
        });
        Set<String> passwords = names(options, "password-parameters", all, all);
        List<ParameterProperty> properties = all.stream()
                .map(name -> property(options, name, optional, passwords))
                .toList();
        return new ParameterMapping(properties, fields(options, mapping, areNested));
    }

    /** The values of a request's parameters, by the fields that they go into. */
    Map<FieldPath, String> values(SsoRequest request) {
        Map<FieldPath, String> values = new LinkedHashMap<>();
        fields.forEach((parameter, field) ->
                request.parameters().value(parameter).ifPresent(value -> values.put(field, value.text())));
        return values;
    }

    private static Map<String, FieldPath> fields(
            BackendOptions options, Map<String, String> mapping, boolean areNested) {
        Map<String, FieldPath> fields = new LinkedHashMap<>();
        List<FieldPath> taken = new ArrayList<>();
        mapping.forEach((parameter, text) -> {
            FieldPath field = areNested ? path(options, parameter, text) : FieldPath.ofName(text);
            if (taken.stream().anyMatch(field::overlaps)) {
                throw new IllegalArgumentException(
                        options.path("parameters") + " must give each parameter a field of its own");
            }
            taken.add(field);
            fields.put(parameter, field);
        });
        return fields;
    }

    private static FieldPath path(BackendOptions options, String parameter, String text) {
        try {
            return FieldPath.ofPointerOrName(text);
        } catch (IllegalArgumentException unfit) {
            throw new IllegalArgumentException(options.path("parameters." + parameter) + " " + unfit.getMessage());
        }
    }

    private static ParameterProperty property(
            BackendOptions options, String parameter, Set<String> optional, Set<String> passwords) {
        try {
            return new ParameterProperty(parameter, !optional.contains(parameter), passwords.contains(parameter));
        } catch (IllegalArgumentException unfit) {
            throw new IllegalArgumentException(options.path("parameters." + parameter) + ": " + unfit.getMessage());
        }
    }

    private static Set<String> names(BackendOptions options, String option, Set<String> known, Set<String> otherwise) {
        Set<String> names = new HashSet<>(options.list(option));
        names.stream().filter(name -> !known.contains(name)).findFirst().ifPresent(name -> {
            throw new IllegalArgumentException(options.path(option) + " must name parameters that are under "
                    + options.path("parameters") + ", and '" + name + "' is not");
        });
        return names.isEmpty() ? otherwise : names;
    }
}
