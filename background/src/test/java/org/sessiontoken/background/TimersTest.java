package org.sessiontoken.background;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TimersTest {

    private final Timers timers = new Timers("timers");

    @Test
    void goOnAfterWorkThatFails() throws InterruptedException {
        CountDownLatch later = new CountDownLatch(1);
        timers.schedule(
                () -> {
                    throw new NoClassDefFoundError("gone");
                },
                1,
                TimeUnit.MILLISECONDS);
        timers.schedule(later::countDown, 2, TimeUnit.MILLISECONDS);
        later.await();
    }

    @Test
    void keepNoTimerThatIsCancelled() {
        ScheduledFuture<?> timer = timers.schedule(() -> {}, 1, TimeUnit.HOURS);
        timer.cancel(false);
        assertThat(timers.getQueue()).isEmpty();
    }
}
