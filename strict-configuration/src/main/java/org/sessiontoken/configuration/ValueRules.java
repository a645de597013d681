package org.sessiontoken.configuration;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.sessiontoken.setting.DurationText;
import org.sessiontoken.setting.NumberText;
import org.sessiontoken.setting.VisibleText;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.util.unit.DataSize;

/** What a value must be, by the type of its setting. The refusals go behind the name of the setting, and quote nothing. */
final class ValueRules {

    private static final Set<Class<?>> NUMBERS =
            Set.of(int.class, Integer.class, long.class, Long.class, short.class, Short.class);
    private static final Pattern SIZE = Pattern.compile("[1-9][0-9]{0,8}(B|KB|MB|GB)");
    private static final Set<Class<?>> FLAGS = Set.of(boolean.class, Boolean.class);

    private ValueRules() {}

    /**
     * Why a value is refused, or empty if it is taken.
     *
     * @param text the value with its placeholders replaced
     */
    static Optional<String> refusal(ConfigurationProperty property, Object text, Class<?> type) {
        if (!(property.getValue() instanceof CharSequence) && isReadOtherwiseThanWritten(property)) {
            return Optional.of(
                    "is read by YAML as another value than the one written: put a text in quotes, and write a number in"
                            + " decimal");
        }
        String value = String.valueOf(text);
        if (isContainer(type)) {
            return refusalOfContainer(property, value, type);
        }
        return VisibleText.refusal(value).or(() -> refusal(value, type));
    }

    private static Optional<String> refusal(String value, Class<?> type) {
        if (type == Duration.class && DurationText.parse(value).isEmpty()) {
            return Optional.of("must be a duration with its unit, such as 500ms, 30s, 5m, 2h or 7d");
        }
        if (type == DataSize.class && !SIZE.matcher(value).matches()) {
            return Optional.of("must be a size with its unit, such as 512KB or 64MB");
        }
        if (NUMBERS.contains(type) && !NumberText.isNumber(value)) {
            return Optional.of("must be a whole number in decimal, such as 12");
        }
        if (FLAGS.contains(type) && !value.equals("true") && !value.equals("false")) {
            return Optional.of("must be true or false");
        }
        return Optional.empty();
    }

    private static Optional<String> refusalOfContainer(ConfigurationProperty property, String value, Class<?> type) {
        if (!value.isEmpty()) {
            return Optional.of("must be a list or have settings below it, and it is one value");
        }
        return isEmptyContainer(property) || Map.class.isAssignableFrom(type) && isWithoutPlace(property)
                ? Optional.empty()
                : Optional.of("has no value: write [] or {} for none, or remove it");
    }

    private static boolean isReadOtherwiseThanWritten(ConfigurationProperty property) {
        return WrittenText.at(property.getOrigin())
                .filter(written -> !written.equals(String.valueOf(property.getValue())))
                .isPresent();
    }

    private static boolean isContainer(Class<?> type) {
        return Collection.class.isAssignableFrom(type)
                || Map.class.isAssignableFrom(type)
                || type.isRecord() && type.getRecordComponents().length > 1;
    }

    /** Spring forgets the place of an empty map, though not that of a key without a value. */
    private static boolean isWithoutPlace(ConfigurationProperty property) {
        return Whereabouts.inText(property.getOrigin()) == null;
    }

    /** Spring turns an empty list or map into an empty text, as it does with a key without a value. */
    private static boolean isEmptyContainer(ConfigurationProperty property) {
        return WrittenText.at(property.getOrigin())
                .filter(written -> written.startsWith("[") || written.startsWith("{"))
                .isPresent();
    }
}
