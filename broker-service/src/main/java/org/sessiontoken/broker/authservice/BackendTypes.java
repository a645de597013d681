package org.sessiontoken.broker.authservice;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.sso.SsoBackendFactory;
import org.sessiontoken.telemetry.Failures;

/** The backend types on the class path, by name. */
final class BackendTypes {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,63}");

    private final Map<String, SsoBackendFactory> factories = new TreeMap<>();

    /**
     * The types of these factories.
     *
     * @throws IllegalArgumentException if a factory has no proper type, or two have the same one
     */
    BackendTypes(Iterable<SsoBackendFactory> found) {
        found.forEach(this::add);
    }

    private void add(SsoBackendFactory factory) {
        String type = typeOf(factory);
        SsoBackendFactory other = factories.put(type, factory);
        if (other != null) {
            throw new IllegalArgumentException("the backend type '" + type + "' must exist only once, and it is in "
                    + FactoryDiscovery.location(other.getClass()) + " and in "
                    + FactoryDiscovery.location(factory.getClass()) + ": remove one of the jars");
        }
    }

    /** The factory is foreign code, and whatever it throws must not end the start with a stack trace. */
    private static String typeOf(SsoBackendFactory factory) {
        @Nullable String type;
        try {
            type = factory.type();
        } catch (Throwable failure) {
            throw new IllegalArgumentException(FactoryDiscovery.location(factory.getClass()) + ": type() threw "
                    + Failures.location(failure) + ": correct the jar or remove it");
        }
        if (type == null || !NAME.matcher(type).matches()) {
            throw new IllegalArgumentException(FactoryDiscovery.location(factory.getClass())
                    + " must have a type of 1 to 64 lower-case letters, digits and hyphens, the first a letter");
        }
        return type;
    }

    /**
     * The factory of a type.
     *
     * @param path the path of the auth service in the configuration, for the message
     * @throws IllegalArgumentException if there is no such type
     */
    SsoBackendFactory ofType(String type, String path) {
        SsoBackendFactory factory = factories.get(type);
        if (factory != null) {
            return factory;
        }
        if (factories.isEmpty()) {
            throw new IllegalArgumentException(
                    path + ".type is '" + type + "', and there are no backend types at all: put"
                            + " the jar that has this type, such as sso-backends, into the folder that loader.path names");
        }
        throw new IllegalArgumentException(
                path + ".type must be one of " + factories.keySet() + ", and it is '" + type + "'");
    }
}
