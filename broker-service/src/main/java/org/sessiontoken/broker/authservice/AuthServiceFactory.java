package org.sessiontoken.broker.authservice;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.broker.authservice.AuthServiceProperties.Entry;
import org.sessiontoken.broker.authservice.AuthServices.Configured;
import org.sessiontoken.broker.guard.BackendGuard;
import org.sessiontoken.broker.guard.GuardProperties;
import org.sessiontoken.broker.guessing.FailureLimits;
import org.sessiontoken.broker.guessing.GuessingProperties;
import org.sessiontoken.event.AuthServiceCodec.Key;
import org.sessiontoken.event.AuthServiceDescribed;
import org.sessiontoken.files.FileStates;
import org.sessiontoken.setting.DurationText;
import org.sessiontoken.setting.NumberText;
import org.sessiontoken.sso.BackendOptions;
import org.sessiontoken.sso.SsoBackend;
import org.sessiontoken.value.AuthServiceId;
import org.sessiontoken.value.ParameterProperty;
import org.sessiontoken.value.TenantId;

/** Makes auth services from their configuration, each with its backend and its guards. */
final class AuthServiceFactory {

    private static final Duration MIN_TTL = Duration.ofSeconds(1);
    private static final Duration MAX_TTL = Duration.ofDays(30);

    private final BackendCreator backends;
    private final BackendGuard guard;
    private final GuessingProperties guessing;
    private final Duration maxDeadline;

    AuthServiceFactory(BackendCreator backends, BackendGuard guard, GuessingProperties guessing, Duration maxDeadline) {
        this.backends = backends;
        this.guard = guard;
        this.guessing = guessing;
        this.maxDeadline = maxDeadline;
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
        DurationText.requireBetween(path + ".token-ttl", entry.tokenTtl(), MIN_TTL, MAX_TTL);
        if (entry.requestsPerSecond() != null) {
            NumberText.requireBetween(
                    path + ".requests-per-second",
                    entry.requestsPerSecond(),
                    1,
                    AuthServiceDescribed.MAX_REQUESTS_PER_SECOND);
        }
        Duration callLimit = entry.guard().timeoutDuration();
        requireWithin(path, callLimit);
        String type = required(path + ".type", entry.type());
        BackendOptions options = new BackendOptions(path + ".options", entry.options(), callLimit);
        try {
            SsoBackend backend = backends.create(path, type, key, options);
            Optional<FailureLimits> limits = limits(path, entry, backend);
            AuthService service = new AuthService(
                    key,
                    guard.around(backend, key, entry.guard()),
                    entry.tokenTtl(),
                    new RateLimit(entry.requestsPerSecond()),
                    limits,
                    entry.displayAttributes());
            return new Configured(path, entry, FileStates.of(options.files(), earlier), service);
        } finally {
            filesRead.addAll(options.files());
        }
    }

    private Optional<FailureLimits> limits(String path, Entry entry, SsoBackend backend) {
        Optional<FailureLimits> limits = guessing.limits(entry.guessing(), backend.checksSignatures());
        String parameter = entry.guessing().accountParameter();
        if (parameter != null
                && backend.parameters().stream().noneMatch(known -> known.name().equals(parameter))) {
            backend.close();
            throw new IllegalArgumentException(path
                    + ".guessing.account-parameter must be a parameter of the auth service: "
                    + backend.parameters().stream().map(ParameterProperty::name).collect(Collectors.joining(", ")));
        }
        return limits;
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

    /** A call that the request's deadline ends first counts as no failure, so its circuit breaker would never open. */
    private void requireWithin(String path, Duration callLimit) {
        if (callLimit.compareTo(maxDeadline) > 0 && !callLimit.equals(GuardProperties.DEFAULT_TIMEOUT)) {
            throw new IllegalArgumentException(path + ".guard.timeout-duration must be at most"
                    + " ags.broker.max-deadline, " + DurationText.of(maxDeadline) + ", and it is "
                    + DurationText.of(callLimit));
        }
    }
}
