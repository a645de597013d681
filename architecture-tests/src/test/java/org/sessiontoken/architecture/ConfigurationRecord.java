package org.sessiontoken.architecture;

import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A {@code @ConfigurationProperties} record, with the records nested in it, and its source.
 *
 * @param type the record
 * @param source where its documentation is
 */
record ConfigurationRecord(Class<?> type, String source) {

    /** The keys of entries of its lists and maps, which the metadata leaves out: {@code prefix.entries[].name}. */
    List<String> entryKeys() {
        return Stream.of(type.getRecordComponents())
                .flatMap(entries -> entryType(entries.getGenericType()).map(Class::getRecordComponents).stream()
                        .flatMap(Stream::of)
                        .map(component ->
                                prefix() + "." + kebab(entries.getName()) + "[]." + kebab(component.getName())))
                .toList();
    }

    private String prefix() {
        return type.getAnnotation(ConfigurationProperties.class).value();
    }

    /** The nested record that is what a list or map consists of. */
    private Optional<Class<?>> entryType(Type entries) {
        return Stream.of(type.getDeclaredClasses())
                .filter(Class::isRecord)
                .filter(nested -> entries instanceof ParameterizedType parameterized
                        && List.of(parameterized.getActualTypeArguments()).contains(nested))
                .findFirst();
    }

    private static String kebab(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }

    /** What its keys lack, and what to do; empty if nothing. */
    List<String> faults() {
        if (!type.isRecord()) {
            return List.of(type.getName() + " is no record; make it one, whose components are its keys");
        }
        return Stream.concat(Stream.of(type), Stream.of(type.getDeclaredClasses()))
                .filter(Class::isRecord)
                .flatMap(record -> faultsOf(record).stream())
                .toList();
    }

    private List<String> faultsOf(Class<?> record) {
        List<String> faults = new ArrayList<>();
        RecordComponent[] components = record.getRecordComponents();
        Parameter[] parameters = record.getDeclaredConstructors()[0].getParameters();
        for (int i = 0; i < components.length; i++) {
            RecordComponent component = components[i];
            String key = record.getSimpleName() + "." + component.getName();
            if (!hasValueWhenLeftOut(component, parameters[i])) {
                faults.add(key + " is neither given nor allowed to be missing when it is left out; give it a"
                        + " @DefaultValue, or make it @Nullable and refuse the missing value by the key's name");
            }
            documentation(record, component)
                    .ifPresentOrElse(
                            words -> faultOf(component, words).map(key::concat).ifPresent(faults::add),
                            () -> faults.add(key + " is not documented; say what it is in an @param of its record"));
        }
        return faults;
    }

    private static boolean hasValueWhenLeftOut(RecordComponent component, Parameter parameter) {
        return parameter.isAnnotationPresent(DefaultValue.class)
                || component.getAnnotatedType().isAnnotationPresent(Nullable.class)
                || component.getType() == Optional.class;
    }

    private static Optional<String> faultOf(RecordComponent component, String words) {
        if (words.matches("(?s)(The|the|A|a|An|an) .*")) {
            return Optional.of(" begins with an article; begin with the noun");
        }
        if (component.getType() == boolean.class && !words.startsWith("Whether ")) {
            return Optional.of(" is a boolean; begin with 'Whether'");
        }
        return Optional.empty();
    }

    /** The words of the component's {@code @param}. */
    private Optional<String> documentation(Class<?> record, RecordComponent component) {
        Matcher header = Pattern.compile(
                        "/\\*\\*((?:(?!\\*/).)*)\\*/[^;{}/]*\\brecord " + record.getSimpleName() + "\\(",
                        Pattern.DOTALL)
                .matcher(source);
        if (!header.find()) {
            return Optional.empty();
        }
        Matcher words = Pattern.compile("@param " + component.getName() + "[ \t]+([^@\\s].*)")
                .matcher(header.group(1));
        return words.find() ? Optional.of(words.group(1)) : Optional.empty();
    }
}
