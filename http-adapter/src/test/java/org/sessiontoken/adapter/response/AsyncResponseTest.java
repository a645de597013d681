package org.sessiontoken.adapter.response;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.AsyncListener;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.sessiontoken.adapter.ServletFakes;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.ResponseEntity;

@Timeout(30)
@ExtendWith(OutputCaptureExtension.class)
class AsyncResponseTest {

    private final ServletFakes server = new ServletFakes().header("x-correlation-id", "flow-1");
    private final AtomicInteger done = new AtomicInteger();
    private final AsyncResponse response =
            AsyncResponse.start(server.request(), Duration.ofSeconds(15), 504, done::incrementAndGet);

    private static ResponseEntity<byte[]> ok(String body) {
        return ResponseEntity.ok(body.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private AsyncListener listener() {
        return server.listeners().get(0);
    }

    @Test
    void isWrittenOnce() {
        response.send(ok("first"));
        response.send(ok("second"));
        response.sendError(new IllegalStateException());
        response.dispatch();

        assertThat(server.body()).isEqualTo("first");
        assertThat(server.calls()).containsExactly("complete");
        assertThat(done).hasValue(1);
    }

    @RepeatedTest(50)
    void isWrittenOnceByThreadsThatSendAtTheSameTime() {
        CyclicBarrier barrier = new CyclicBarrier(2);
        List<CompletableFuture<Void>> senders = Stream.of("a", "b")
                .map(body -> CompletableFuture.runAsync(() -> {
                    awaitOther(barrier);
                    response.send(ok(body));
                }))
                .toList();

        assertThat(CompletableFuture.allOf(senders.toArray(CompletableFuture[]::new)))
                .succeedsWithin(Duration.ofSeconds(10));
        assertThat(server.body()).isIn("a", "b");
        assertThat(server.calls()).containsExactly("complete");
        assertThat(done).hasValue(1);
    }

    @Test
    void isAProblemAfterTheTimeoutAndNothingElseLater() throws IOException {
        listener().onTimeout(null);
        response.send(ok("too late"));

        assertThat(server.status()).isEqualTo(504);
        assertThat(server.body()).contains("deadline-passed", "flow-1").doesNotContain("too late");
        assertThat(server.calls()).containsExactly("complete");
        assertThat(done).hasValue(1);
    }

    @Test
    void isNotTouchedOnceTheCallerHasLeft() throws IOException {
        listener().onError(null);
        response.send(ok("nobody reads this"));
        response.dispatch();

        assertThat(server.body()).isEmpty();
        assertThat(server.calls()).isEmpty();
        assertThat(done).hasValue(1);
    }

    @Test
    void isNotTouchedOnceTheServerHasCompletedTheRequest() throws IOException {
        listener().onComplete(null);
        response.send(ok("too late"));

        assertThat(server.body()).isEmpty();
        assertThat(done).hasValue(1);
    }

    @Test
    void completesTheRequestWhenTheCallerLeavesWhileItIsWritten(CapturedOutput output) {
        server.failWith(new IOException("broken pipe"));

        response.send(ok("lost"));

        assertThat(server.calls()).containsExactly("complete");
        assertThat(output).doesNotContain("this is a bug");
    }

    @Test
    void completesTheRequestAndLogsAnErrorWhileItIsWritten(CapturedOutput output) {
        server.failWith(new NoClassDefFoundError("secret-4711"));

        response.send(ok("lost"));

        assertThat(server.calls()).containsExactly("complete");
        assertThat(output)
                .contains("Response could not be written", "flow-1", "NoClassDefFoundError")
                .doesNotContain("secret-4711");
    }

    @Test
    void canBeLeftToTheServletOfTheRequest() {
        response.dispatch();
        response.send(ok("not by this response"));

        assertThat(server.calls()).containsExactly("dispatch");
        assertThat(server.body()).isEmpty();
        assertThat(done).hasValue(1);
    }

    private static void awaitOther(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception broken) {
            throw new IllegalStateException(broken);
        }
    }
}
