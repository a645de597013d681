package org.sessiontoken.broker.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sessiontoken.answering.LogLines;

class StandstillsTest {

    private static final Duration MIN = Duration.ofSeconds(4);

    private final LogLines log = LogLines.of("org.sessiontoken.broker.intake");
    private final AtomicLong nanos = new AtomicLong(17);
    private final AtomicLong millis = new AtomicLong(1_000_000);
    private final Standstills standstills = new Standstills(nanos::get, millis::get, MIN);

    @AfterEach
    void stopListening() {
        log.close();
    }

    @Test
    void areCountedOnceByWhoeverSeesThemFirst() {
        pass(MIN);

        assertThat(standstills.count()).isEqualTo(1);
        standstills.run();
        assertThat(standstills.count()).isEqualTo(1);
        assertThat(log.lines()).hasSize(1);
    }

    @Test
    void areCountedByTheTaskIfItRunsFirst() {
        pass(MIN);

        assertThat(standstills.run()).isEqualTo(Standstills.PERIOD);

        assertThat(standstills.count()).isEqualTo(1);
    }

    @Test
    void areNotThoseOfOneThreadWhileTheTaskGoesOn() {
        for (int i = 0; i < 100; i++) {
            pass(MIN.dividedBy(2));
            standstills.run();
        }

        assertThat(standstills.count()).isZero();
        assertThat(log.lines()).isEmpty();
    }

    /** The machine was suspended: its monotonic clock did not go on. */
    @Test
    void areSeenByTheTimeOfDayAlone() {
        millis.addAndGet(MIN.toMillis());

        assertThat(standstills.count()).isEqualTo(1);
    }

    /** Kafka's consumer would send no heartbeat until the old time is reached again. */
    @Test
    void areSeenInAClockThatIsSetBack() {
        millis.addAndGet(-MIN.toMillis());
        assertThat(standstills.count()).isEqualTo(1);

        nanos.addAndGet(MIN.toNanos() - 1);
        assertThat(standstills.count()).isEqualTo(1);
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
        millis.addAndGet(time.toMillis());
    }
}
