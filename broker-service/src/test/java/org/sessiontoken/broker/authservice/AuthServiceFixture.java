package org.sessiontoken.broker.authservice;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.broker.authservice.AuthServiceProperties.Entry;
import org.sessiontoken.broker.authservice.AuthServices.Configured;
import org.sessiontoken.broker.guard.GuardProperties;
import org.sessiontoken.broker.guard.GuardedBackend;
import org.sessiontoken.broker.guard.Guards;
import org.sessiontoken.broker.guessing.FailureLimits;
import org.sessiontoken.broker.guessing.GuessingProperties;
import org.sessiontoken.broker.guessing.GuessingProperties.OfAuthService;
import org.sessiontoken.event.AuthServiceCodec.Key;
import org.sessiontoken.files.FileStates;
import org.sessiontoken.sso.SsoBackend;

/** Auth services for tests of other packages, made without a configuration. */
public final class AuthServiceFixture {

    /** How long the session tokens of these auth services are good for. */
    public static final Duration TOKEN_TTL = Duration.ofMinutes(5);

    static final GuessingProperties GUESSING = new GuessingProperties(true, Duration.ofMinutes(15), 10, 100, 100, 1000);

    private AuthServiceFixture() {}

    /** An auth service with a backend as it is, without guards, unless it has some. */
    public static AuthService authService(Key key, SsoBackend backend, @Nullable Integer requestsPerSecond) {
        return new AuthService(
                key, guarded(backend), TOKEN_TTL, new RateLimit(requestsPerSecond), Optional.empty(), Map.of());
    }

    /** An auth service that throttles wrong credentials. */
    public static AuthService throttling(Key key, SsoBackend backend, FailureLimits limits) {
        return new AuthService(key, guarded(backend), TOKEN_TTL, new RateLimit(null), Optional.of(limits), Map.of());
    }

    private static GuardedBackend guarded(SsoBackend backend) {
        return backend instanceof GuardedBackend guarded ? guarded : Guards.none(backend);
    }

    /** A directory that finds these. */
    public static AuthServiceDirectory directory(AuthService... services) {
        return new AuthServiceDirectory(new AuthServices(Arrays.stream(services)
                .map(service -> new Configured("test", entry(), FileStates.NONE, service))
                .toList()));
    }

    private static Entry entry() {
        Duration second = Duration.ofSeconds(1);
        GuardProperties guard = new GuardProperties(1, second, 1, second, 1, 1, 50, second, 100, second, 1);
        return new Entry(null, null, null, TOKEN_TTL, null, guard, OfAuthService.DEFAULTS, Map.of(), Map.of());
    }
}
