package org.sessiontoken.broker.authservice;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.event.AuthServiceCodec.Key;
import org.sessiontoken.keys.DevelopmentKeys;
import org.sessiontoken.sso.BackendOptions;
import org.sessiontoken.sso.SsoBackend;
import org.sessiontoken.sso.SsoBackendContext;
import org.sessiontoken.sso.SsoBackendFactory;
import org.sessiontoken.value.AuthServiceId;
import org.sessiontoken.value.TenantId;

/** Makes auth services of what is configured, with the backend types that are on the class path or are Spring beans. */
final class AuthServiceAssembly {

    private static final String LIST = "ags.broker.auth-services";

    private final Map<String, SsoBackendFactory> factories = new HashMap<>();
    private final DevelopmentKeys developmentKeys;

    AuthServiceAssembly(Iterable<SsoBackendFactory> beans, DevelopmentKeys developmentKeys) {
        this.developmentKeys = developmentKeys;
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

    AuthServices assemble(AuthServiceProperties properties) {
        List<AuthService> services = new ArrayList<>();
        for (int i = 0; i < properties.authServices().size(); i++) {
            services.add(
                    assemble(LIST + "[" + i + "]", properties.authServices().get(i)));
        }
        return new AuthServices(services);
    }

    private AuthService assemble(String path, AuthServiceProperties.Entry entry) {
        Key key;
        try {
            key = new Key(
                    new TenantId(required(path + ".tenant-id", entry.tenantId())),
                    new AuthServiceId(required(path + ".name", entry.name())));
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException(path + ": " + malformed.getMessage(), malformed);
        }
        requirePositive(path + ".token-ttl", entry.tokenTtl().toMillis());
        requirePositive(path + ".most-in-flight", entry.mostInFlight());
        if (entry.requestsPerSecond() != null) {
            requirePositive(path + ".requests-per-second", entry.requestsPerSecond());
        }
        return new AuthService(
                key,
                backend(path, key, entry),
                entry.tokenTtl(),
                new Limit(entry.requestsPerSecond(), entry.mostInFlight()),
                entry.displayAttributes());
    }

    private SsoBackend backend(String path, Key key, AuthServiceProperties.Entry entry) {
        String type = required(path + ".type", entry.type());
        SsoBackendFactory factory = factories.get(type);
        if (factory == null) {
            throw new IllegalArgumentException(
                    path + ".type must be one of " + new TreeSet<>(factories.keySet()) + ", and it is '" + type + "'");
        }
        BackendOptions options = new BackendOptions(path + ".options", entry.options());
        SsoBackend backend =
                factory.create(new SsoBackendContext(key.tenantId(), key.authServiceId(), options, developmentKeys));
        options.refuseUnread();
        return backend;
    }

    private static String required(String property, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(property + " is missing");
        }
        return value;
    }

    private static void requirePositive(String property, long value) {
        if (value <= 0) {
            throw new IllegalArgumentException(property + " must be more than nothing");
        }
    }
}
