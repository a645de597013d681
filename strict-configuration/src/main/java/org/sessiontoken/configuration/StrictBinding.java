package org.sessiontoken.configuration;

import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.PlaceholdersResolver;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;

/**
 * Checks each value before Spring converts it, and turns each failure of a binding into a refusal that begins with the place and
 * the name of the setting. Notes which settings there are.
 */
public final class StrictBinding extends AbstractBindHandler {

    private final KnownSettings known;
    private final PlaceholdersResolver placeholders;
    private final Predicate<ConfigurationPropertyName> isOurs;

    /**
     * A handler.
     *
     * @param parent does what binding needs apart from this
     * @param known collects the settings that are bound
     * @param placeholders replaces placeholders in values
     * @param isOurs which settings are checked; all others are left to Spring
     */
    public StrictBinding(
            BindHandler parent,
            KnownSettings known,
            PlaceholdersResolver placeholders,
            Predicate<ConfigurationPropertyName> isOurs) {
        super(parent);
        this.known = known;
        this.placeholders = placeholders;
        this.isOurs = isOurs;
    }

    @Override
    public <T> @Nullable Bindable<T> onStart(ConfigurationPropertyName name, Bindable<T> target, BindContext context) {
        if (isOurs.test(name)) {
            Class<?> type = target.getType().resolve(Object.class);
            known.add(name, Map.class.isAssignableFrom(type));
            find(context, name).ifPresent(property -> check(name, property, type));
        }
        return super.onStart(name, target, context);
    }

    private void check(ConfigurationPropertyName name, ConfigurationProperty property, Class<?> type) {
        Object text = placeholders.resolvePlaceholders(property.getValue());
        ValueRules.refusal(property, text == null ? "" : text, type).ifPresent(why -> {
            throw new InvalidConfigurationException(Whereabouts.of(property.getOrigin()) + name + " " + why);
        });
    }

    @Override
    public @Nullable Object onFailure(
            ConfigurationPropertyName name, Bindable<?> target, BindContext context, Exception error) throws Exception {
        if (!isOurs.test(name) || isRefusal(error)) {
            return super.onFailure(name, target, context, error);
        }
        // A record that was bound says which of its components it refuses; a value says what it must be.
        String link = find(context, name).isPresent() ? ": " : ".";
        String message = unbound(error)
                .or(() -> ownWords(error).map(words -> words.startsWith(name + ".") ? words : name + link + words))
                .orElse(name + " must be a value of this setting's type");
        throw new InvalidConfigurationException(place(message, name, context) + message);
    }

    private Optional<String> unbound(Throwable error) {
        return causes(error)
                .filter(UnboundConfigurationPropertiesException.class::isInstance)
                .flatMap(cause -> ((UnboundConfigurationPropertiesException) cause).getUnboundProperties().stream())
                .map(ConfigurationProperty::getName)
                .map(unbound -> known.contains(unbound)
                        ? unbound + " must not stand behind a gap: count the list from 0"
                        : known.refusal(unbound))
                .findFirst();
    }

    private static boolean isRefusal(Throwable error) {
        return causes(error).anyMatch(InvalidConfigurationException.class::isInstance);
    }

    /** The message of a failure that our own code has thrown. All others may quote the value. */
    private static Optional<String> ownWords(Throwable error) {
        return causes(error)
                .filter(cause -> cause.getClass() == IllegalArgumentException.class
                        && cause.getStackTrace().length > 0
                        && cause.getStackTrace()[0].getClassName().startsWith("org.sessiontoken."))
                .map(cause -> String.valueOf(cause.getMessage()))
                .findFirst();
    }

    private static Stream<Throwable> causes(Throwable error) {
        return Stream.iterate(error, cause -> cause != null, Throwable::getCause);
    }

    /** The place of the setting that a message begins with, or of what is nearest above it. */
    private static String place(String message, ConfigurationPropertyName name, BindContext context) {
        String first = message.split("[ :]", 2)[0];
        ConfigurationPropertyName named =
                ConfigurationPropertyName.isValid(first) ? ConfigurationPropertyName.of(first) : name;
        return find(context, named)
                .or(() -> find(context, name))
                .map(property -> Whereabouts.of(property.getOrigin()))
                .orElse("");
    }

    private static Optional<ConfigurationProperty> find(BindContext context, ConfigurationPropertyName name) {
        for (ConfigurationPropertySource source : context.getSources()) {
            ConfigurationProperty property = source.getConfigurationProperty(name);
            if (property != null) {
                return Optional.of(property);
            }
        }
        return Optional.empty();
    }
}
