package org.sessiontoken.broker.authservice;

import java.nio.file.Path;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.broker.authservice.AuthServiceProperties.Entry;
import org.sessiontoken.broker.authservice.AuthServices.Configured;
import org.sessiontoken.broker.guard.BackendGuard;
import org.sessiontoken.event.AuthServiceCodec.Key;
import org.sessiontoken.sso.BackendOptions;
import org.sessiontoken.value.AuthServiceId;
import org.sessiontoken.value.TenantId;

/** Makes auth services from their configuration, each with its backend and its guards. */
final class AuthServiceFactory {

    private final BackendCreator backends;
    private final BackendGuard guard;

    AuthServiceFactory(BackendCreator backends, BackendGuard guard) {
        this.backends = backends;
        this.guard = guard;
    }

    /**
     * Makes one auth service.
     *
     * @param earlier the states of files before anything was read
     * @param filesRead collects the files that the backend reads, also if it cannot be made
     * @throws IllegalArgumentException if the configuration is not as described; the message begins with the path at fault
     */
    Configured create(String path, Entry entry, FileStates earlier, Set<Path> filesRead) {
        Key key = key(path, entry);
        requirePositive(path + ".token-ttl", entry.tokenTtl().toMillis());
        if (entry.requestsPerSecond() != null) {
            requirePositive(path + ".requests-per-second", entry.requestsPerSecond());
        }
        String type = required(path + ".type", entry.type());
        BackendOptions options = new BackendOptions(path + ".options", entry.options());
        try {
            AuthService service = new AuthService(
                    key,
                    guard.around(backends.create(path, type, key, options), key, entry.guard()),
                    entry.tokenTtl(),
                    new RateLimit(entry.requestsPerSecond()),
                    entry.displayAttributes());
            return new Configured(path, entry, FileStates.of(options.files(), earlier), service);
        } finally {
            filesRead.addAll(options.files());
        }
    }

    static Key key(String path, Entry entry) {
        return new Key(
                parsed(path + ".tenant-id", entry.tenantId(), TenantId::new),
                parsed(path + ".auth-service-id", entry.authServiceId(), AuthServiceId::new));
    }

    private static <T> T parsed(String property, @Nullable String value, Function<String, T> type) {
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
            throw new IllegalArgumentException(property + " must be positive");
        }
    }
}
