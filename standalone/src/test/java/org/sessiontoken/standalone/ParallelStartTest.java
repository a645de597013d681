package org.sessiontoken.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ParallelStartTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    private final ParallelStart start = new ParallelStart();

    @Test
    void startsServicesSideBySide() throws Exception {
        CountDownLatch bothRun = new CountDownLatch(2);
        CompletableFuture<String> kafka = start.add("kafka", () -> awaitBoth(bothRun, "kafka"));
        CompletableFuture<String> broker = start.add("broker", () -> awaitBoth(bothRun, "broker"));

        start.await(LONG);

        assertThat(kafka).isCompletedWithValue("kafka");
        assertThat(broker).isCompletedWithValue("broker");
    }

    @Test
    void endsAtOnceWithAnErrorThoughAnotherServiceHangs() {
        start.add("kafka", () -> hang());
        start.add("broker", () -> {
            throw new NoClassDefFoundError("org/example/Missing");
        });

        assertThatThrownBy(() -> start.await(LONG))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(NoClassDefFoundError.class);
    }

    @Test
    void endsWithTheRefusalOfAService() {
        start.add("kafka", () -> {
            throw new TokenBrokerException("choose another port");
        });

        assertThatThrownBy(() -> start.await(LONG))
                .isInstanceOf(TokenBrokerException.class)
                .hasMessage("choose another port");
    }

    @Test
    void endsAfterTheTimeoutWhileAServiceHangs() {
        start.add("kafka", () -> hang());

        assertThatThrownBy(() -> start.await(Duration.ofMillis(10)))
                .isInstanceOf(TokenBrokerException.class)
                .hasMessageContaining("did not start within");
    }

    private static String awaitBoth(CountDownLatch bothRun, String name) {
        bothRun.countDown();
        await(bothRun);
        return name;
    }

    private static Object hang() {
        await(new CountDownLatch(1));
        return "never";
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
