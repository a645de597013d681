package org.sessiontoken.configuration;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.origin.OriginLookup;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.StandardEnvironment;

/** Looks through all property sources for what no binding sees: placeholders that are not set, and names of no setting. */
final class EnvironmentCheck {

    /** What Kubernetes adds to the environment of each container, for a service whose name begins with this program's prefix. */
    private static final Pattern SERVICE_LINK =
            Pattern.compile(".*(_SERVICE_HOST|_SERVICE_PORT(_.*)?|_PORT(_\\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)?)");

    private final ConfigurableEnvironment environment;
    private final OwnSettings own;

    EnvironmentCheck(ConfigurableEnvironment environment, OwnSettings own) {
        this.environment = environment;
        this.own = own;
    }

    /** Refuses placeholders that are not set, in all properties of all files and arguments, Spring's own among them. */
    void refuseUnsetPlaceholders() {
        Placeholders placeholders = new Placeholders(environment);
        sources().forEach(source -> {
            for (String name : source.getPropertyNames()) {
                if (!isOfSystem(source) || own.mayBe(name)) {
                    refuseUnsetPlaceholder(source, name, placeholders);
                }
            }
        });
    }

    private static void refuseUnsetPlaceholder(
            EnumerablePropertySource<?> source, String name, Placeholders placeholders) {
        try {
            placeholders.resolvePlaceholders(source.getProperty(name));
        } catch (IllegalArgumentException notSet) {
            throw new InvalidConfigurationException(place(source, name) + name + " " + notSet.getMessage());
        }
    }

    /** Refuses names below the programs' prefix that are no settings, and settings that one source has twice. */
    void refuseUnknown(KnownSettings known) {
        sources().forEach(source -> {
            Map<ConfigurationPropertyName, String> seen = new HashMap<>();
            for (String name : source.getPropertyNames()) {
                ConfigurationPropertyName canonical = canonical(source, name);
                if (own.includes(canonical, isEnvironment(source)) && !isServiceLink(source, name)) {
                    refuseUnknown(source, name, canonical, known);
                    refuseTwice(source, name, seen.put(canonical, name));
                }
            }
        });
    }

    private static void refuseUnknown(
            EnumerablePropertySource<?> source, String name, ConfigurationPropertyName canonical, KnownSettings known) {
        boolean isKnown = isEnvironment(source) ? known.containsVariable(name) : known.contains(canonical);
        if (!isKnown) {
            String refusal = isEnvironment(source)
                    ? "the environment variable " + name + " is not a setting"
                    : known.refusal(canonical);
            throw new InvalidConfigurationException(place(source, name) + refusal);
        }
    }

    private static void refuseTwice(EnumerablePropertySource<?> source, String name, @Nullable String other) {
        if (other != null && !other.equals(name)) {
            throw new InvalidConfigurationException(
                    place(source, name) + name + " is set twice, the other time as " + other + ": remove one");
        }
    }

    private static ConfigurationPropertyName canonical(EnumerablePropertySource<?> source, String name) {
        return isEnvironment(source)
                ? ConfigurationPropertyName.adapt(name.toLowerCase(Locale.ROOT), '_')
                : ConfigurationPropertyName.adapt(name, '.');
    }

    private static boolean isServiceLink(EnumerablePropertySource<?> source, String name) {
        return isEnvironment(source) && SERVICE_LINK.matcher(name).matches();
    }

    private Stream<EnumerablePropertySource<?>> sources() {
        return environment.getPropertySources().stream()
                .filter(EnumerablePropertySource.class::isInstance)
                .map(source -> (EnumerablePropertySource<?>) source);
    }

    private static boolean isEnvironment(EnumerablePropertySource<?> source) {
        return source.getName().endsWith(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
    }

    private static boolean isOfSystem(EnumerablePropertySource<?> source) {
        return isEnvironment(source)
                || source.getName().equals(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME);
    }

    private static String place(EnumerablePropertySource<?> source, String name) {
        return Whereabouts.of(OriginLookup.getOrigin(source, name));
    }
}
