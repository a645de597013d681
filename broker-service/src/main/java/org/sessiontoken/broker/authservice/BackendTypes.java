package org.sessiontoken.broker.authservice;

import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeSet;
import org.sessiontoken.sso.SsoBackendFactory;

/** The backend types that are there: on the class path, found by {@link ServiceLoader}, or as Spring beans. */
final class BackendTypes {

    private final Map<String, SsoBackendFactory> factories = new HashMap<>();

    BackendTypes(Iterable<SsoBackendFactory> beans) {
        ServiceLoader.load(SsoBackendFactory.class).forEach(this::add);
        beans.forEach(this::add);
    }

    private void add(SsoBackendFactory factory) {
        SsoBackendFactory other = factories.put(factory.type(), factory);
        if (other != null) {
            throw new IllegalArgumentException("backend type '" + factory.type()
                    + "' must be there only once, and it is in "
                    + other.getClass().getName() + " and " + factory.getClass().getName());
        }
    }

    SsoBackendFactory ofType(String type, String path) {
        SsoBackendFactory factory = factories.get(type);
        if (factory == null) {
            throw new IllegalArgumentException(
                    path + ".type must be one of " + new TreeSet<>(factories.keySet()) + ", and it is '" + type + "'");
        }
        return factory;
    }
}
