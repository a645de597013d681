package org.sessiontoken.background;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ThreadDeathsTest {

    private final AtomicInteger ends = new AtomicInteger();

    @Test
    void endTheProcessWhenAnErrorHasEndedAThread() {
        ThreadDeaths.report(new Thread(), new OutOfMemoryError(), ends::incrementAndGet);

        assertThat(ends).hasValue(1);
    }

    @Test
    void endTheProcessWhenATaskHasDiedOfWhatever() {
        ThreadDeaths.report(
                new BackgroundTask.TaskThread(() -> {}, "task"), new IllegalStateException(), ends::incrementAndGet);

        assertThat(ends).hasValue(1);
    }

    @Test
    void letTheProcessLiveWhenAnExceptionHasEndedAnotherThread() {
        ThreadDeaths.report(new Thread(), new IllegalStateException(), ends::incrementAndGet);

        assertThat(ends).hasValue(0);
    }

    @Test
    void endTheProcessEvenIfTheDeathCannotBeLogged() {
        try {
            ThreadDeaths.report(
                    new Thread(),
                    new OutOfMemoryError() {
                        private static final long serialVersionUID = 1L;

                        @Override
                        public StackTraceElement[] getStackTrace() {
                            throw new OutOfMemoryError();
                        }
                    },
                    ends::incrementAndGet);
        } catch (OutOfMemoryError whileLogging) {
            // Nothing is left to do.
        }

        assertThat(ends).hasValue(1);
    }
}
