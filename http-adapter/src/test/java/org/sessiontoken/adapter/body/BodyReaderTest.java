package org.sessiontoken.adapter.body;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.sessiontoken.adapter.problem.ProblemException;

class BodyReaderTest {

    /** A body that arrives byte by byte. */
    private static final class Drops extends ServletInputStream {

        private int left;

        private Drops(int count) {
            this.left = count;
        }

        @Override
        public int read() {
            return left-- > 0 ? ' ' : -1;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return super.read(bytes, offset, Math.min(1, length));
        }

        @Override
        public boolean isFinished() {
            return left <= 0;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        /** Calls the listener as a server does that has bytes to read from the beginning. */
        @Override
        public void setReadListener(ReadListener listener) {
            try {
                listener.onDataAvailable();
                listener.onAllDataRead();
            } catch (IOException | RuntimeException failure) {
                listener.onError(failure);
            }
        }
    }

    private static HttpServletRequest request(Drops body) {
        return (HttpServletRequest) Proxy.newProxyInstance(
                BodyReaderTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getInputStream" -> body;
                    case "getContentLengthLong" -> -1L;
                    case "getContentType", "getHeader" -> null;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private static CompletableFuture<byte[]> read(Drops drops) throws IOException {
        return read(drops, new BodyMemory(1_000_000));
    }

    private static CompletableFuture<byte[]> read(Drops drops, BodyMemory memory) throws IOException {
        CompletableFuture<byte[]> read = new CompletableFuture<>();
        BodyReader body = new BodyReader(request(drops), memory);
        assertThat(body.readAvailable()).isFalse();
        body.readRemaining(() -> read.complete(body.bytes()), read::completeExceptionally);
        return read;
    }

    @Test
    void takesABodyThatComesByteByByte() throws IOException {
        assertThat(read(new Drops(10_000)).join()).hasSize(10_000).containsOnly(' ');
    }

    @Test
    void takesTheLargestBody() throws IOException {
        assertThat(read(new Drops(BodyReader.MAX_BYTES)).join()).hasSize(BodyReader.MAX_BYTES);
    }

    @Test
    void refusesALargerBodyWhenItHasArrived() throws IOException {
        Drops drops = new Drops(BodyReader.MAX_BYTES + 1);

        assertTooLarge(read(drops));
        assertThat(drops.isFinished()).isTrue();
    }

    @Test
    void refusesABodyThatNeverEnds() throws IOException {
        Drops drops = new Drops(Integer.MAX_VALUE);

        assertTooLarge(read(drops));
        assertThat(drops.isFinished()).isFalse();
    }

    @Test
    void takesAUsualBodyWhileLargeOnesHaveAllTheirMemory() throws IOException {
        BodyMemory none = new BodyMemory(0);

        assertThat(read(new Drops(4_000), none).join()).hasSize(4_000);
        assertThat(read(new Drops(5_000), none))
                .failsWithin(Duration.ZERO)
                .withThrowableOfType(ExecutionException.class)
                .havingCause()
                .isInstanceOf(ProblemException.class)
                .withMessageContaining("Send the body at once");
    }

    @Test
    void givesItsMemoryBack() throws IOException {
        BodyMemory memory = new BodyMemory(4_096);
        BodyReader body = new BodyReader(request(new Drops(5_000)), memory);
        body.readRemaining(() -> {}, failure -> {});
        assertThat(memory.take(1)).isFalse();

        body.releaseMemory();
        body.releaseMemory();

        assertThat(memory.take(4_096)).isTrue();
        assertThat(memory.take(1)).isFalse();
    }

    private static void assertTooLarge(CompletableFuture<byte[]> read) {
        assertThat(read)
                .failsWithin(Duration.ZERO)
                .withThrowableOfType(ExecutionException.class)
                .havingCause()
                .isInstanceOf(ProblemException.class)
                .withMessageContaining("at most 65536 bytes");
    }
}
