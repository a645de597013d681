package org.sessiontoken.console.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class LiveBrowserTest {

    private static final LiveProperties PROPERTIES =
            new LiveProperties(2, 1_000, 200, Duration.ofSeconds(15), Duration.ofMinutes(5));
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final LiveRing<Integer> ring = new LiveRing<>(1_000);
    private final AServer server = new AServer();
    private final AtomicInteger ended = new AtomicInteger();
    private final AtomicBoolean allowed = new AtomicBoolean(true);
    private final LiveBrowser browser = new LiveBrowser(
            LiveQueue.fromNow(
                    ring,
                    new RowView<Integer>() {
                        @Override
                        public boolean wants(Integer row) {
                            return true;
                        }

                        @Override
                        public String json(Integer row) {
                            return row.toString();
                        }
                    },
                    200),
            async(ended),
            server,
            "anna",
            "session-1",
            allowed::get,
            PROPERTIES,
            0);

    private static AsyncContext async(AtomicInteger ended) {
        return (AsyncContext) Proxy.newProxyInstance(
                LiveBrowserTest.class.getClassLoader(), new Class<?>[] {AsyncContext.class}, (proxy, method, given) -> {
                    assertThat(method.getName()).isEqualTo("complete");
                    ended.incrementAndGet();
                    return null;
                });
    }

    /** A server's response that takes as much as a test says. Like Tomcat's, it refuses to be written to when it is not ready. */
    private static final class AServer extends ServletOutputStream {

        private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
        private boolean full;
        private boolean fullAfterNext;
        private boolean broken;
        private volatile boolean slow;
        private final CountDownLatch writing = new CountDownLatch(1);
        private final CountDownLatch mayGoOn = new CountDownLatch(1);

        @Override
        public boolean isReady() {
            return !full;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void write(int b) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void write(byte[] bytes) throws IOException {
            require();
            writing.countDown();
            if (slow) {
                awaitUninterruptibly(mayGoOn);
            }
            taken.write(bytes);
            full = fullAfterNext;
            fullAfterNext = false;
        }

        @Override
        public void flush() throws IOException {
            require();
        }

        private void require() throws IOException {
            if (full) {
                throw new IllegalStateException("not ready");
            }
            if (broken) {
                throw new IOException("Broken pipe");
            }
        }

        private static void awaitUninterruptibly(CountDownLatch latch) {
            try {
                latch.await();
            } catch (InterruptedException unexpected) {
                throw new IllegalStateException(unexpected);
            }
        }

        String text() {
            String text = taken.toString(StandardCharsets.UTF_8);
            taken.reset();
            return text;
        }
    }

    private void add(int count) {
        ring.add(IntStream.range(0, count).boxed().toList());
    }

    @Test
    void endsWithinASecondOnceItsUserMayNotSeeRowsAnyMore() {
        browser.onWritePossible();
        browser.write(0);
        server.text();
        allowed.set(false);
        add(1);

        browser.write(SECOND);

        assertThat(ended).hasValue(1);
        assertThat(browser.isGone()).isTrue();
        assertThat(server.text()).isEmpty();
    }

    @Test
    void isToldAtOnceThatTheResponseHasBegun() {
        browser.onWritePossible();

        browser.write(0);

        assertThat(server.text()).startsWith(": ");
    }

    @Test
    void getsACommentEachFifteenSeconds() {
        browser.onWritePossible();
        browser.write(0);
        server.text();

        browser.write(14 * SECOND);
        assertThat(server.text()).isEmpty();
        browser.write(15 * SECOND);
        assertThat(server.text()).startsWith(": ");
        browser.write(16 * SECOND);
        assertThat(server.text()).isEmpty();
    }

    @Test
    void isNotWrittenToBeforeTheServerCanTakeIt() {
        add(3);
        browser.write(0);
        assertThat(server.text()).isEmpty();

        browser.onWritePossible();
        browser.write(0);

        assertThat(server.text()).contains("data: 0", "data: 2");
    }

    @Test
    void keepsNobodyWaitingWhenItIsSlowAndIsToldWhatItMissed() {
        browser.onWritePossible();
        server.fullAfterNext = true;
        browser.write(0);
        server.text();

        add(500);
        assertThat(browser.write(SECOND)).isZero();
        assertThat(server.text()).isEmpty();
        server.full = false;
        browser.onWritePossible();
        long skipped = 0;
        for (int i = 0; i < 3; i++) {
            skipped += browser.write(2 * SECOND);
        }

        assertThat(skipped).isEqualTo(300);
        assertThat(server.text())
                .containsOnlyOnce("event: skipped\ndata: {\"count\":300}")
                .contains("data: 300\n", "data: 499\n")
                .doesNotContain("data: 299\n");
    }

    @Test
    void isLetGoWhenItTakesNothingForAMinute() {
        browser.onWritePossible();
        server.fullAfterNext = true;
        browser.write(0);

        browser.write(59 * SECOND);
        assertThat(browser.isGone()).isFalse();
        browser.write(61 * SECOND);

        assertThat(browser.isGone()).isTrue();
        assertThat(ended).hasValue(1);
    }

    @Test
    void isLetGoWhenItHasLeft() {
        browser.onWritePossible();
        server.broken = true;

        browser.write(0);

        assertThat(browser.isGone()).isTrue();
        assertThat(ended).hasValue(1);
    }

    /** The server takes the buffers of a response that has ended for the response to somebody else. */
    @Test
    @Timeout(60)
    void isNotEndedWhileItIsWrittenTo() throws InterruptedException {
        browser.onWritePossible();
        server.slow = true;
        Thread writer = new Thread(() -> browser.write(0));
        writer.start();
        server.writing.await();

        Thread ender = new Thread(browser::end);
        ender.start();
        await().until(() -> ender.getState() == Thread.State.TIMED_WAITING);
        assertThat(ended).hasValue(0);
        server.mayGoOn.countDown();
        writer.join();
        ender.join();

        assertThat(ended).hasValue(1);
        assertThat(browser.isGone()).isTrue();
        server.text();
        assertThat(browser.write(SECOND)).isZero();
        assertThat(server.text()).isEmpty();
    }

    @Test
    void hasToAskAgainAfterAWhile() {
        browser.onWritePossible();
        for (long second = 0; second < 299; second += 15) {
            browser.write(second * SECOND);
        }
        assertThat(browser.isGone()).isFalse();

        browser.write(300 * SECOND);

        assertThat(browser.isGone()).isTrue();
        assertThat(ended).hasValue(1);
    }
}
