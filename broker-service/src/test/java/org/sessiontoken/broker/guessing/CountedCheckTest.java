package org.sessiontoken.broker.guessing;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sessiontoken.broker.guessing.Throttled.Bound;
import org.sessiontoken.event.AuthServiceCodec;
import org.sessiontoken.event.FailureCount;
import org.sessiontoken.value.AccountId;
import org.sessiontoken.value.AuthServiceId;
import org.sessiontoken.value.IpAddress;
import org.sessiontoken.value.Parameter;
import org.sessiontoken.value.Parameters;
import org.sessiontoken.value.Secret;
import org.sessiontoken.value.TenantId;

/** The rules of {@link CountedCheck}, on instances that tell each other what they count. */
class CountedCheckTest {

    private static final Duration WINDOW = Duration.ofMinutes(15);
    private static final AuthServiceCodec.Key SERVICE =
            new AuthServiceCodec.Key(new TenantId("demo"), new AuthServiceId("login"));
    private static final AuthServiceCodec.Key OTHER_SERVICE =
            new AuthServiceCodec.Key(new TenantId("other"), new AuthServiceId("login"));
    private static final String GUESSER = "203.0.113.66";

    private final AtomicLong nanos = new AtomicLong();
    private final Instance one = new Instance();
    private final Instance two = new Instance();

    /** 10 at an account, 100 from an address, 50 at an account from everywhere, 1000 at all. */
    private static FailureLimits limits(boolean asksAlways) {
        return new FailureLimits(10, 100, 50, 1000, Optional.of("username"), asksAlways);
    }

    private final class Instance {

        private final UntoldCounts untold = new UntoldCounts();
        private final FailureCounts counts = new FailureCounts(WINDOW, nanos::get, untold);
        private final FailureThrottle throttle =
                new FailureThrottle(counts, () -> new FailureKeys(new byte[32]), new SimpleMeterRegistry());

        CredentialCheck check(AuthServiceCodec.Key service, String address, String account, boolean asksAlways) {
            return throttle.check(
                    service,
                    Optional.of(limits(asksAlways)),
                    address.isEmpty() ? null : new IpAddress(address),
                    new Parameters(List.of(new Parameter("username", Secret.ofText(account)))));
        }

        /** Whether the credential was checked, and found wrong. */
        Optional<Throttled> fail(String address, String account) {
            CredentialCheck check = check(SERVICE, address, account, false);
            Optional<Throttled> throttled = check.begin();
            if (throttled.isEmpty()) {
                assertThat(check.failed()).isEmpty();
            }
            return throttled;
        }

        Optional<Throttled> succeed(String address, String account) {
            CredentialCheck check = check(SERVICE, address, account, false);
            Optional<Throttled> throttled = check.begin();
            if (throttled.isEmpty()) {
                check.succeeded(new AccountId(account));
            }
            return throttled;
        }

        int failuresAccepted(String address, String account, int attempts) {
            int accepted = 0;
            for (int i = 0; i < attempts; i++) {
                accepted += fail(address, account).isEmpty() ? 1 : 0;
            }
            return accepted;
        }

        void tell(Instance other) {
            for (FailureCount count : untold.drain()) {
                other.counts.addTold(
                        count.key(), (double) (count.added() - count.removed()) / FailureCount.BOUND, Duration.ZERO);
            }
        }
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private static String address(int number) {
        return "10." + (number >> 16) + "." + (number >> 8 & 255) + "." + (number & 255);
    }

    @Nested
    class AnAddressAndAnAccount {

        @Test
        void haveTheirBoundAndThenWait() {
            assertThat(one.failuresAccepted(GUESSER, "alice", 50)).isEqualTo(10);

            assertThat(one.fail(GUESSER, "alice")).hasValueSatisfying(throttled -> {
                assertThat(throttled.bound()).isEqualTo(Bound.ACCOUNT);
                assertThat(throttled.retryAfter()).isEqualTo(WINDOW.dividedBy(10));
            });
            pass(WINDOW.dividedBy(10));
            assertThat(one.failuresAccepted(GUESSER, "alice", 5)).isEqualTo(1);
            pass(WINDOW);
            assertThat(one.failuresAccepted(GUESSER, "alice", 50)).isEqualTo(10);
        }

        @Test
        void doNotConcernOtherAccountsOrAddresses() {
            one.failuresAccepted(GUESSER, "alice", 50);

            assertThat(one.succeed(GUESSER, "bob")).isEmpty();
            assertThat(one.succeed("203.0.113.7", "alice")).isEmpty();
            assertThat(one.check(OTHER_SERVICE, GUESSER, "alice", false).begin())
                    .isEmpty();
        }

        @ParameterizedTest
        @CsvSource({"alice,ALICE", "alice,' alice'", "alice,\uff41lice", "İ,i̇"})
        void areTheSameHoweverTheAccountIsWritten(String account, String written) {
            one.failuresAccepted(GUESSER, account, 10);

            assertThat(one.fail(GUESSER, written)).isPresent();
        }

        @Test
        void areTheSameForAllAddressesOfAnIpv6Network() {
            for (int i = 0; i < 10; i++) {
                assertThat(one.fail("2001:db8:1:2::" + i, "alice")).isEmpty();
            }

            assertThat(one.fail("2001:db8:1:2:ffff::1", "alice")).isPresent();
            assertThat(one.fail("2001:db8:1:3::1", "alice")).isEmpty();
        }

        @Test
        void beginAnewAfterARightCredential() {
            one.failuresAccepted(GUESSER, "alice", 9);
            assertThat(one.succeed(GUESSER, "alice")).isEmpty();

            assertThat(one.failuresAccepted(GUESSER, "alice", 50)).isEqualTo(10);
        }

        @Test
        void areNotGuessedAtAllAtOnce() {
            List<CredentialCheck> begun = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                CredentialCheck check = one.check(SERVICE, GUESSER, "alice", false);
                if (check.begin().isEmpty()) {
                    begun.add(check);
                }
            }
            assertThat(begun).hasSize(10);

            begun.forEach(CredentialCheck::undecided);
            begun.forEach(CredentialCheck::undecided);
            assertThat(one.failuresAccepted(GUESSER, "alice", 50)).isEqualTo(10);
        }
    }

    @Nested
    class AnAddress {

        @Test
        void hasAHigherBoundOverAllAccounts() {
            int accepted = 0;
            for (int i = 0; i < 300; i++) {
                accepted += one.fail(GUESSER, "account-" + i).isEmpty() ? 1 : 0;
            }

            assertThat(accepted).isEqualTo(100);
            assertThat(one.fail(GUESSER, "bob").orElseThrow().bound()).isEqualTo(Bound.ADDRESS);
            assertThat(one.succeed("203.0.113.7", "bob")).isEmpty();
        }

        @Test
        void thatThousandsShareIsNotThrottledForThoseThatErr() {
            for (int i = 0; i < 20_000; i++) {
                String account = "account-" + i;
                assertThat(i % 3 == 0 ? one.fail(GUESSER, account) : one.succeed(GUESSER, account))
                        .as("request %d", i)
                        .isEmpty();
                pass(Duration.ofMillis(20));
            }
        }

        @Test
        void gainsLittleByAnAccountOfItsOwn() {
            int accepted = 0;
            for (int i = 0; i < 300; i++) {
                one.succeed(GUESSER, "the-guesser's-own");
                accepted += one.fail(GUESSER, "account-" + i).isEmpty() ? 1 : 0;
            }

            assertThat(accepted).isEqualTo(101);
        }

        @Test
        void thatIsNotKnownIsNotThrottled() {
            assertThat(one.failuresAccepted("", "alice", 3_000)).isEqualTo(3_000);
        }
    }

    @Nested
    class AnAccountThatIsGuessedAtFromEverywhere {

        private void guess() {
            for (int i = 0; i < 60; i++) {
                one.fail(address(i), "alice");
            }
        }

        @Test
        void isOpenToItsOwner() {
            guess();

            assertThat(one.succeed("198.51.100.1", "alice")).isEmpty();
        }

        @Test
        void isOpenToItsOwnerSoonAfterAMistake() {
            guess();
            assertThat(one.fail("198.51.100.1", "alice")).isEmpty();

            Duration wait = one.succeed("198.51.100.1", "alice").orElseThrow().retryAfter();
            assertThat(wait).isLessThanOrEqualTo(WINDOW.dividedBy(10));
            pass(wait);
            assertThat(one.succeed("198.51.100.1", "alice")).isEmpty();
        }

        @Test
        void givesEachAddressOneAttemptAtATime() {
            guess();

            assertThat(one.failuresAccepted(GUESSER, "alice", 50)).isEqualTo(1);
            assertThat(one.failuresAccepted(GUESSER, "bob", 50)).isEqualTo(10);
        }
    }

    @Nested
    class AnAuthServiceThatIsGuessedAtFromEverywhere {

        private void guess() {
            for (int i = 0; i < 1_100; i++) {
                one.fail(address(i), "account-" + i);
            }
        }

        @Test
        void isOpenToWhoeverHasNotFailed() {
            guess();

            assertThat(one.succeed("198.51.100.1", "alice")).isEmpty();
        }

        @Test
        void hasATenthOfTheBounds() {
            guess();

            assertThat(one.failuresAccepted(GUESSER, "alice", 50)).isEqualTo(1);
            int accepted = 1;
            for (int i = 0; i < 300; i++) {
                accepted += one.fail(GUESSER, "account-" + i).isEmpty() ? 1 : 0;
            }
            assertThat(accepted).isEqualTo(10);
        }
    }

    @Nested
    class SeveralInstances {

        @Test
        void keepOneLimit() {
            assertThat(one.failuresAccepted(GUESSER, "alice", 6)).isEqualTo(6);
            one.tell(two);

            assertThat(two.failuresAccepted(GUESSER, "alice", 6)).isEqualTo(4);
            two.tell(one);
            assertThat(one.fail(GUESSER, "alice")).isPresent();
        }

        @Test
        void tellRightCredentialsToo() {
            one.failuresAccepted(GUESSER, "alice", 8);
            one.tell(two);
            two.succeed(GUESSER, "alice");
            two.tell(one);

            assertThat(one.failuresAccepted(GUESSER, "alice", 50)).isEqualTo(10);
        }

        @Test
        void tellNothingWhileNothingFails() {
            for (int i = 0; i < 100; i++) {
                one.succeed(address(i), "account-" + i);
            }

            assertThat(one.untold.drain()).isEmpty();
        }
    }

    @Nested
    class WhereSignaturesAreChecked {

        @Test
        void aRightCredentialIsNeverRefused() {
            for (int i = 0; i < 5_000; i++) {
                CredentialCheck wrong = one.check(SERVICE, GUESSER, "alice", true);
                assertThat(wrong.begin()).isEmpty();
                assertThat(wrong.failed().isPresent()).as("after %d", i).isEqualTo(i >= 10);
            }

            CredentialCheck right = one.check(SERVICE, GUESSER, "alice", true);
            assertThat(right.begin()).isEmpty();
            right.succeeded(new AccountId("alice"));
        }
    }
}
