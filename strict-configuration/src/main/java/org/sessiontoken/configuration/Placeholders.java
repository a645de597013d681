package org.sessiontoken.configuration;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.PlaceholdersResolver;
import org.springframework.core.env.PropertyResolver;
import org.springframework.util.PlaceholderResolutionException;
import org.springframework.util.PropertyPlaceholderHelper;
import org.springframework.util.SystemPropertyUtils;

/**
 * Replaces placeholders such as {@code ${API_KEY}} and {@code ${API_KEY:default}}. One that is not set is refused: the literal
 * would otherwise be taken for the value, and be sent to a provider as a secret.
 */
public final class Placeholders implements PlaceholdersResolver {

    private static final PropertyPlaceholderHelper STRICT = new PropertyPlaceholderHelper(
            SystemPropertyUtils.PLACEHOLDER_PREFIX,
            SystemPropertyUtils.PLACEHOLDER_SUFFIX,
            SystemPropertyUtils.VALUE_SEPARATOR,
            SystemPropertyUtils.ESCAPE_CHARACTER,
            false);

    private static final Pattern UNCLOSED = Pattern.compile("(?<!\\\\)\\$\\{[^}]*$");

    private final PropertyResolver properties;

    /** Placeholders that are the names of these properties. */
    public Placeholders(PropertyResolver properties) {
        this.properties = properties;
    }

    /**
     * The value with its placeholders replaced.
     *
     * @throws IllegalArgumentException if one is not set; the message goes behind the name of the setting, and quotes no value
     */
    @Override
    public @Nullable Object resolvePlaceholders(@Nullable Object value) {
        return value instanceof String text && text.contains(SystemPropertyUtils.PLACEHOLDER_PREFIX)
                ? resolve(text)
                : value;
    }

    private String resolve(String text) {
        if (UNCLOSED.matcher(text).find()) {
            throw new IllegalArgumentException(
                    "has ${ without }: close the placeholder, or write \\${ for the characters themselves");
        }
        if (text.contains("${}")) {
            throw new IllegalArgumentException("has a placeholder without a name, ${}");
        }
        try {
            return STRICT.replacePlaceholders(text, properties::getProperty);
        } catch (PlaceholderResolutionException notSet) {
            throw new IllegalArgumentException(refusal(text, notSet.getPlaceholder()));
        } catch (IllegalArgumentException inAnotherProperty) {
            throw new IllegalArgumentException(refusal(text, ""));
        }
    }

    /** Names the placeholder only if it stands in the text itself: one in the value of a variable may be part of a secret. */
    private static String refusal(String text, String placeholder) {
        String literal = SystemPropertyUtils.PLACEHOLDER_PREFIX + placeholder;
        if (!placeholder.isEmpty() && text.contains(literal)) {
            return "has the placeholder " + literal + SystemPropertyUtils.PLACEHOLDER_SUFFIX
                    + ", which is not set: set the environment variable, give a default as in " + literal
                    + ":default}, or write \\${ for the characters themselves";
        }
        return "has a placeholder whose value has a placeholder that is not set: set that, or put a secret with the"
                + " characters ${ into a file";
    }
}
