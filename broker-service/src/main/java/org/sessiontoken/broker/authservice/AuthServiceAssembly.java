package org.sessiontoken.broker.authservice;

import java.nio.file.Path;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.broker.authservice.AuthServiceProperties.Entry;
import org.sessiontoken.broker.authservice.AuthServices.Configured;
import org.sessiontoken.broker.guard.BackendGuard;
import org.sessiontoken.event.AuthServiceCodec.Key;
import org.sessiontoken.keys.DevelopmentKeys;
import org.sessiontoken.sso.BackendOptions;
import org.sessiontoken.sso.SsoBackend;
import org.sessiontoken.sso.SsoBackendContext;
import org.sessiontoken.sso.SsoBackendFactory;
import org.sessiontoken.value.AuthServiceId;
import org.sessiontoken.value.TenantId;

/** Makes auth services of what is configured, each with its guards. */
final class AuthServiceAssembly {

    private final BackendTypes types;
    private final BackendGuard guard;
    private final DevelopmentKeys developmentKeys;

    AuthServiceAssembly(BackendTypes types, BackendGuard guard, DevelopmentKeys developmentKeys) {
        this.types = types;
        this.guard = guard;
        this.developmentKeys = developmentKeys;
    }

    /**
     * Makes one auth service.
     *
     * @param earlier what files held before anything was read
     * @param asked where the files go that are asked for, also if it cannot be made
     * @throws IllegalArgumentException if it is not configured as it must be; the message begins with the path at fault
     */
    Configured assemble(String path, Entry entry, FileStates earlier, Set<Path> asked) {
        Key key = key(path, entry);
        requirePositive(path + ".token-ttl", entry.tokenTtl().toMillis());
        if (entry.requestsPerSecond() != null) {
            requirePositive(path + ".requests-per-second", entry.requestsPerSecond());
        }
        BackendOptions options = new BackendOptions(path + ".options", entry.options());
        try {
            SsoBackend backend = backend(path, entry, key, options);
            AuthService service = new AuthService(
                    key,
                    guard.around(backend, key, entry.guard()),
                    entry.tokenTtl(),
                    new RateLimit(entry.requestsPerSecond()),
                    entry.displayAttributes());
            return new Configured(path, entry, FileStates.of(options.files(), earlier), service);
        } finally {
            asked.addAll(options.files());
        }
    }

    private SsoBackend backend(String path, Entry entry, Key key, BackendOptions options) {
        SsoBackend backend = create(
                types.ofType(required(path + ".type", entry.type()), path),
                path,
                new SsoBackendContext(key.tenantId(), key.authServiceId(), options, developmentKeys));
        try {
            options.refuseUnread();
            return backend;
        } catch (IllegalArgumentException unknownOption) {
            backend.close();
            throw unknownOption;
        }
    }

    /** What is wrong in a factory, or missing beside it, is no better than a wrong option; its message may be secret. */
    private static SsoBackend create(SsoBackendFactory factory, String path, SsoBackendContext context) {
        try {
            return factory.create(context);
        } catch (IllegalArgumentException misconfigured) {
            throw misconfigured;
        } catch (RuntimeException | LinkageError bug) {
            StackTraceElement[] trace = bug.getStackTrace();
            throw new IllegalArgumentException(
                    path + ".type: the type '" + factory.type() + "' failed to make a backend: "
                            + bug.getClass().getName() + (trace.length == 0 ? "" : " at " + trace[0]));
        }
    }

    static Key key(String path, Entry entry) {
        return new Key(
                shaped(path + ".tenant-id", entry.tenantId(), TenantId::new),
                shaped(path + ".auth-service-id", entry.authServiceId(), AuthServiceId::new));
    }

    private static <T> T shaped(String property, @Nullable String value, Function<String, T> type) {
        try {
            return type.apply(required(property, value));
        } catch (IllegalArgumentException malformed) {
            String message = String.valueOf(malformed.getMessage());
            throw new IllegalArgumentException(message.startsWith(property) ? message : property + ": " + message);
        }
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
