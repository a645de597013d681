package org.sessiontoken.broker.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SettlementTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final Duration ON_THE_WAY = Duration.ofSeconds(10);

    private Settlement settlement = within(Duration.ofMinutes(2));

    @AfterEach
    void close() {
        settlement.close();
    }

    @Test
    void isThereAtOnceForWhatExpiredLongAgo() {
        assertThat(settlement.of(NOW.minus(ON_THE_WAY))).isCompleted();
    }

    @Test
    void isAwaitedWhileRepliesMayBeOnTheirWay() {
        CompletionStage<Void> soon = settlement.of(NOW.minus(ON_THE_WAY).plusMillis(50));
        CompletionStage<Void> later = settlement.of(NOW.minus(ON_THE_WAY).plusSeconds(50));

        assertThat(soon).succeedsWithin(Duration.ofSeconds(30));
        assertThat(later).isNotDone();
    }

    /** As on a machine that was suspended: the time is that of long ago. */
    @Test
    void isAwaitedForNoLongerThanARequestLives() {
        settlement.close();
        settlement = new Settlement(() -> NOW, Duration.ofMillis(5), Duration.ofMillis(5));

        assertThat(settlement.of(NOW.plus(Duration.ofDays(1)))).succeedsWithin(Duration.ofSeconds(30));
    }

    private static Settlement within(Duration lifetime) {
        return new Settlement(() -> NOW, ON_THE_WAY, lifetime);
    }
}
