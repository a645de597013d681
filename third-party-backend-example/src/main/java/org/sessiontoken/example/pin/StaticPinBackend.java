package org.sessiontoken.example.pin;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.sessiontoken.sso.SsoBackend;
import org.sessiontoken.sso.SsoOutcome;
import org.sessiontoken.sso.SsoOutcome.Authenticated;
import org.sessiontoken.sso.SsoOutcome.Invalid;
import org.sessiontoken.sso.SsoOutcome.Unauthorised;
import org.sessiontoken.sso.SsoRequest;
import org.sessiontoken.value.AccountId;
import org.sessiontoken.value.ParameterProperty;
import org.sessiontoken.value.Secret;

/**
 * Authenticates an account by its PIN.
 *
 * <p>Hashing a PIN is slow on purpose, and the caller must not wait for it: the backend does it on threads of its own.
 */
final class StaticPinBackend implements SsoBackend {

    private static final String ACCOUNT = "Account";
    private static final String PIN = "Pin";
    private static final int THREADS = 2;

    private final Map<String, HashedPin> pins;
    private final HashedPin unmatched;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, task -> {
        Thread thread = new Thread(task, "static-pin");
        thread.setDaemon(true);
        return thread;
    });

    StaticPinBackend(Map<AccountId, HashedPin> pins) {
        Map<String, HashedPin> byName = new HashMap<>();
        pins.forEach((account, pin) -> byName.put(account.value(), pin));
        this.pins = Map.copyOf(byName);
        this.unmatched = HashedPin.matchingNone(
                pins.values().stream().mapToInt(HashedPin::iterations).max().orElse(HashedPin.MIN_ITERATIONS));
    }

    @Override
    public List<ParameterProperty> parameters() {
        return List.of(new ParameterProperty(ACCOUNT, true, false), new ParameterProperty(PIN, true, true));
    }

    @Override
    public CompletionStage<SsoOutcome> authenticate(SsoRequest request) {
        Optional<Secret> account = request.parameters().value(ACCOUNT);
        Optional<Secret> pin = request.parameters().value(PIN);
        if (account.isEmpty() || pin.isEmpty()) {
            return CompletableFuture.completedStage(missing(account.isEmpty() ? ACCOUNT : PIN));
        }
        return CompletableFuture.supplyAsync(() -> judge(account.get().text(), pin.get()), threads);
    }

    private static SsoOutcome missing(String parameter) {
        return new Invalid(PinReason.MISSING_PARAMETER.code(), "parameter '" + parameter + "' is missing");
    }

    private SsoOutcome judge(String account, Secret pin) {
        HashedPin known = pins.get(account);
        if (known == null) {
            // Hashes all the same, since a faster answer would reveal which accounts exist.
            unmatched.matches(pin);
            return new Unauthorised(PinReason.UNKNOWN_ACCOUNT.code());
        }
        return known.matches(pin)
                ? new Authenticated(new AccountId(account))
                : new Unauthorised(PinReason.WRONG_PIN.code());
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
