package org.sessiontoken.adapter.sessiontoken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.sessiontoken.adapter.problem.ProblemException;

class BodyReaderTest {

    /** A body that comes byte by byte. */
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

        @Override
        public void setReadListener(ReadListener listener) {
            throw new UnsupportedOperationException();
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

    @Test
    void takesABodyThatComesByteByByte() throws IOException {
        assertThat(new BodyReader(Duration.ofMinutes(1)).read(request(new Drops(10_000))))
                .hasSize(10_000);
    }

    @Test
    void refusesABodyThatNeverEnds() {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> new BodyReader(Duration.ofMinutes(1)).read(request(new Drops(Integer.MAX_VALUE))))
                .withMessageContaining("at most 65536 bytes");
    }

    @Test
    void refusesABodyThatTakesTooLong() {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> new BodyReader(Duration.ZERO).read(request(new Drops(10))))
                .withMessageContaining("within PT0S");
    }
}
