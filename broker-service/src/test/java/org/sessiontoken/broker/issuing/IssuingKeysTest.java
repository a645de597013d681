package org.sessiontoken.broker.issuing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sessiontoken.broker.lifecycle.RequestLifetime;
import org.sessiontoken.keys.KeySetEntry;
import org.sessiontoken.keys.NamedKey;
import org.sessiontoken.sso.LogRecorder;

class IssuingKeysTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final KeySetEntry OLD = KeySetEntry.of(NamedKey.random("old", "HS256"));
    private static final KeySetEntry NEW = beginning("new", NOON);
    private static final KeySetEntry NEXT = beginning("next", NOON.plusSeconds(60));

    @ParameterizedTest
    @CsvSource({"-100000, old", "-1, old", "0, new", "59, new", "60, next", "100000, next"})
    void areChosenByTheTimeOfTheRequest(long seconds, String kid) {
        Instant requestedAt = NOON.plusSeconds(seconds);

        assertThat(IssuingKeys.of(List.of(OLD, NEW, NEXT)).at(requestedAt).kid())
                .isEqualTo(kid);
        assertThat(IssuingKeys.of(List.of(NEXT, OLD, NEW)).at(requestedAt).kid())
                .as("in another order")
                .isEqualTo(kid);
    }

    @Test
    void giveTheFirstToWhatIsOlderThanAllOfThem() {
        assertThat(IssuingKeys.of(List.of(NEXT, NEW)).at(NOON.minusSeconds(1)).kid())
                .isEqualTo("new");
    }

    @Test
    void mustNotBeginAtTheSameTime() {
        KeySetEntry other = KeySetEntry.of(NamedKey.random("other", "HS256"));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> IssuingKeys.of(List.of(OLD, other)))
                .withMessageContaining(
                        "issuing keys 'old' and 'other' must not begin at the same time: give the newer one");
    }

    @Test
    void mustAllBeForHs256() {
        KeySetEntry sealing = KeySetEntry.of(NamedKey.random("sealing", "A256GCMKW"));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> IssuingKeys.of(List.of(OLD, sealing)))
                .withMessage("issuing key 'sealing' must be for HS256");
    }

    /** 90 s: a request of up to 60 s whose requestor's clock is up to 30 s ahead. */
    @Nested
    class AChange {

        private static final String WARNING = "concern requests that may be in flight";

        @Test
        void isSilentIfTheNewKeyBeginsLaterAndTheOldOneIsKeptLongEnough() {
            assertThat(logOf(NOON.minusSeconds(31), List.of(OLD), List.of(OLD, NEW)))
                    .doesNotContain(WARNING);
            assertThat(logOf(NOON.plusSeconds(90), List.of(OLD, NEW), List.of(NEW)))
                    .doesNotContain(WARNING);
        }

        @Test
        void isWarnedOfIfTheNewKeyHasBegunAlready() {
            assertThat(logOf(NOON, List.of(OLD), List.of(OLD, NEW))).contains(WARNING);
            assertThat(logOf(NOON.minusSeconds(30), List.of(OLD), List.of(OLD, NEW)))
                    .as("a requestor's clock may be ahead")
                    .contains(WARNING);
        }

        @Test
        void isWarnedOfIfTheOldKeyIsStillNeeded() {
            assertThat(logOf(NOON.plusSeconds(89), List.of(OLD, NEW), List.of(NEW)))
                    .contains(WARNING);
        }

        private static String logOf(Instant now, List<KeySetEntry> before, List<KeySetEntry> after) {
            try (LogRecorder log = new LogRecorder("org.sessiontoken")) {
                new LateChanges(
                                IssuingKeys.of(before),
                                new RequestLifetime(Duration.ofSeconds(60), Duration.ofSeconds(30)),
                                Clock.fixed(now, ZoneOffset.UTC))
                        .accept(IssuingKeys.of(after));
                return log.text();
            }
        }
    }

    /** What is derived for other purposes follows the clock, since it belongs to no request. */
    @Test
    void deriveOtherKeysByTheClock() {
        IssuingKeys both = IssuingKeys.of(List.of(OLD, NEW));

        byte[] before = derived(both, NOON.minusSeconds(1));
        assertThat(before).isEqualTo(derived(IssuingKeys.of(List.of(OLD)), NOON));
        assertThat(derived(both, NOON)).isNotEqualTo(before);
    }

    private static byte[] derived(IssuingKeys keys, Instant now) {
        return new DerivedKeys(() -> keys, Clock.fixed(now, ZoneOffset.UTC)).of("purpose");
    }

    private static KeySetEntry beginning(String kid, Instant time) {
        return new KeySetEntry(NamedKey.random(kid, "HS256"), Optional.empty(), Optional.of(time), Map.of());
    }
}
