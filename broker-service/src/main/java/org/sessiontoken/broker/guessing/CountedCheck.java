package org.sessiontoken.broker.guessing;

import java.time.Duration;
import java.util.Optional;
import org.sessiontoken.broker.guessing.Throttled.Bound;
import org.sessiontoken.value.AccountId;

/**
 * Decides by what was counted. The rules, which the manual has, too:
 *
 * <ol>
 *   <li>An address has a bound, and an address together with an account has a lower one.
 *   <li>An account and an auth service have higher bounds, which refuse nobody by themselves: while one of them is reached, the
 *       bounds of rule 1 are a tenth. So whoever has not failed gets in, and whoever fails waits after fewer attempts.
 *   <li>A credential that is right takes back one failure of its address, once in a window for each account, and all failures of
 *       its address at that account. So an address that thousands share is not throttled for those that err.
 *   <li>Whoever has no address is not throttled.
 * </ol>
 */
final class CountedCheck implements CredentialCheck {

    private static final double SHARE_UNDER_ATTACK = 0.1;

    /** Sums of fractions are not exact. */
    private static final double TOLERANCE = 1e-6;

    private final FailureCounts counts;
    private final CheckedKeys keys;
    private final FailureLimits limits;
    private final Runnable onFailure;
    private Optional<String> begun = Optional.empty();

    CountedCheck(FailureCounts counts, CheckedKeys keys, FailureLimits limits, Runnable onFailure) {
        this.counts = counts;
        this.keys = keys;
        this.limits = limits;
        this.onFailure = onFailure;
    }

    @Override
    public Optional<Throttled> begin() {
        if (limits.asksAlways()) {
            return Optional.empty();
        }
        begun = keys.ofAddressAndAccount();
        int others = begun.map(counts::begin).orElse(0);
        Optional<Throttled> throttled = throttled(others);
        if (throttled.isPresent()) {
            undecided();
        }
        return throttled;
    }

    @Override
    public Optional<Throttled> failed() {
        Optional<Throttled> throttled = limits.asksAlways() ? throttled(0) : Optional.empty();
        counts.add(keys.authService(), 1.0 / limits.perAuthService());
        keys.ofAddress().ifPresent(key -> counts.add(key, 1.0 / limits.perAddress()));
        keys.ofAccount().ifPresent(key -> counts.add(key, 1.0 / limits.perAccount()));
        keys.ofAddressAndAccount().ifPresent(key -> counts.add(key, 1.0 / limits.perAddressAndAccount()));
        onFailure.run();
        undecided();
        return throttled;
    }

    @Override
    public void succeeded(AccountId account) {
        if (!counts.isEmpty()) {
            keys.ofAddress()
                    .filter(key -> counts.level(key) > 0)
                    .filter(key ->
                            keys.ofSignIn(account).filter(counts::isFirst).isPresent())
                    .ifPresent(key -> counts.add(key, -1.0 / limits.perAddress()));
            keys.ofAddressAndAccount().filter(key -> counts.level(key) > 0).ifPresent(key -> counts.add(key, -1));
        }
        undecided();
    }

    @Override
    public void undecided() {
        begun.ifPresent(counts::end);
        begun = Optional.empty();
    }

    /** @param others how many other requests with this address and account are being checked: each may turn out to be wrong */
    private Optional<Throttled> throttled(int others) {
        if (counts.isEmpty() && others == 0) {
            return Optional.empty();
        }
        Optional<String> address = keys.ofAddress();
        if (address.isEmpty()) {
            return Optional.empty();
        }
        boolean serviceAttacked = isReached(keys.authService(), limits.perAuthService());
        return throttled(Bound.ADDRESS, counts.level(address.get()), limits.perAddress(), serviceAttacked)
                .or(() -> keys.ofAddressAndAccount().flatMap(key -> {
                    boolean attacked = serviceAttacked
                            || keys.ofAccount()
                                    .filter(it -> isReached(it, limits.perAccount()))
                                    .isPresent();
                    double level = counts.level(key) + (double) others / limits.perAddressAndAccount();
                    return throttled(Bound.ACCOUNT, level, limits.perAddressAndAccount(), attacked);
                }));
    }

    private boolean isReached(String key, int bound) {
        return counts.level(key) + 1.0 / bound > 1 + TOLERANCE;
    }

    private Optional<Throttled> throttled(Bound bound, double level, int failures, boolean attacked) {
        double one = 1.0 / failures;
        double room = attacked ? Math.max(SHARE_UNDER_ATTACK, one) : 1;
        double excess = level + one - room;
        return excess > TOLERANCE ? Optional.of(new Throttled(bound, retryAfter(excess))) : Optional.empty();
    }

    private Duration retryAfter(double excess) {
        Duration wait =
                Duration.ofMillis((long) Math.ceil(excess * counts.window().toMillis()));
        return wait.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : wait;
    }
}
