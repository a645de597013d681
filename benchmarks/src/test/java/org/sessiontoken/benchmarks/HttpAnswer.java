package org.sessiontoken.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;

/**
 * An answer as it comes in, byte by byte and without garbage: whoever asks must take little of the machine that it measures.
 *
 * <p>Knows of HTTP/1.1 (RFC 9112) what our server and the peer's send: a length, or chunks of which the last one is empty.
 */
final class HttpAnswer {

    private static final byte[] LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CLOSE = "connection: close".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LAST_CHUNK = "\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int STATUS_AT = "HTTP/1.1 ".length();
    private static final int UNKNOWN = -1;

    private final byte[] bytes = new byte[16 * 1024];
    private final ByteBuffer buffer = ByteBuffer.wrap(bytes);
    private int length = UNKNOWN;
    private boolean closes;

    /** Reads the bytes that are there, and returns whether more may come. */
    boolean readFrom(ReadableByteChannel channel) throws IOException {
        return channel.read(buffer) >= 0;
    }

    /** Whether head and body are complete; only then their parts are known. */
    boolean isWhole() {
        int end = buffer.position();
        int line = 0;
        for (int at = 1; at < end; at++) {
            if (bytes[at] == '\n' && bytes[at - 1] == '\r') {
                if (at - 1 == line) {
                    return hasBody(at + 1, end);
                }
                readHeader(line);
                line = at + 1;
            }
        }
        return false;
    }

    private void readHeader(int line) {
        if (startsWith(line, LENGTH)) {
            int digit = line + LENGTH.length;
            while (bytes[digit] == ' ') {
                digit++;
            }
            length = number(digit);
        } else if (startsWith(line, CLOSE)) {
            closes = true;
        }
    }

    private boolean hasBody(int from, int end) {
        return length == UNKNOWN
                ? end - LAST_CHUNK.length >= from - 2 && startsWith(end - LAST_CHUNK.length, LAST_CHUNK)
                : end >= from + length;
    }

    int status() {
        return number(STATUS_AT);
    }

    /** Whether the server closes the connection after it. */
    boolean closes() {
        return closes;
    }

    void clear() {
        buffer.clear();
        length = UNKNOWN;
        closes = false;
    }

    private int number(int from) {
        int number = 0;
        for (int at = from; bytes[at] >= '0' && bytes[at] <= '9'; at++) {
            number = 10 * number + bytes[at] - '0';
        }
        return number;
    }

    /** Ignores case; the text to look for is in lower case. */
    private boolean startsWith(int from, byte[] expected) {
        for (int i = 0; i < expected.length; i++) {
            int found = bytes[from + i];
            if (found >= 'A' && found <= 'Z') {
                found += 'a' - 'A';
            }
            if (found != expected[i]) {
                return false;
            }
        }
        return true;
    }
}
