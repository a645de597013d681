package org.sessiontoken.background;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
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

    @Test
    void finishWithTheWorkThatIsRunningDoneAndNoOther() throws InterruptedException {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        AtomicBoolean done = new AtomicBoolean();
        AtomicBoolean later = new AtomicBoolean();
        timers.execute(() -> {
            running.countDown();
            awaitUninterrupted(released);
            done.set(true);
        });
        timers.schedule(() -> later.set(true), 1, TimeUnit.MILLISECONDS);
        running.await();
        Thread closer = new Thread(timers::finish);
        closer.start();
        await().until(timers::isShutdown);
        released.countDown();
        closer.join();

        assertThat(done).isTrue();
        assertThat(later).isFalse();
    }

    @Test
    void endTheirThreadAlthoughATimerIsLeft() {
        timers.schedule(() -> {}, 1, TimeUnit.HOURS);

        timers.finish();

        assertThat(timers.isTerminated()).isTrue();
        assertThat(timers.getQueue()).isEmpty();
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }
}
