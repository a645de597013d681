package org.sessiontoken.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ProbesTest {

    @Test
    void tellWhichServiceIsDead() {
        Probes probes = new Probes(Map.of("broker", name -> true, "console", name -> !name.equals("liveness")));
        assertThat(probes.deadService()).contains("console");
        assertThat(probes.allAreReady()).isTrue();
    }

    @Test
    void askNoServiceOnceTheyAreClosed() {
        AtomicInteger asked = new AtomicInteger();
        Probes probes = new Probes(Map.of("console", name -> asked.incrementAndGet() < 0));

        probes.close();

        assertThat(probes.deadService()).isEmpty();
        assertThat(probes.allAreReady()).isFalse();
        assertThat(asked).hasValue(0);
    }

    @Test
    void areClosedOnlyOnceTheServiceThatIsBeingAskedHasAnswered() throws Exception {
        List<String> events = new CopyOnWriteArrayList<>();
        CountDownLatch asked = new CountDownLatch(1);
        CompletableFuture<Thread> closing = new CompletableFuture<>();
        Probes probes = new Probes(Map.of("console", name -> {
            asked.countDown();
            Awaitility.await().until(() -> waitsOrHasEnded(closing.join()));
            events.add("answered");
            return true;
        }));
        CompletableFuture<Void> watch = CompletableFuture.runAsync(probes::deadService);
        asked.await();
        Thread closer = new Thread(() -> {
            probes.close();
            events.add("closed");
        });
        closer.start();
        closing.complete(closer);

        watch.get(20, TimeUnit.SECONDS);
        closer.join();

        assertThat(events).containsExactly("answered", "closed");
    }

    private static boolean waitsOrHasEnded(Thread thread) {
        return switch (thread.getState()) {
            case TIMED_WAITING, WAITING, TERMINATED -> true;
            case NEW, RUNNABLE, BLOCKED -> false;
        };
    }
}
