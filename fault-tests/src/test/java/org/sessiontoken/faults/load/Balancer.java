package org.sessiontoken.faults.load;

import java.net.URI;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.sessiontoken.faults.processes.HttpReadiness;
import org.sessiontoken.faults.processes.Pause;

/** Chooses an adapter for each call, in turn, of those that said they were ready when it last looked: five times a second. */
final class Balancer implements AutoCloseable {

    private static final Duration LOOK = Duration.ofMillis(200);

    private final Map<String, URI> adapters;
    private final Map<String, Boolean> ready = new ConcurrentHashMap<>();
    private final AtomicInteger turn = new AtomicInteger();
    private volatile boolean closed;

    Balancer(Map<String, URI> adapters) {
        this.adapters = adapters;
        adapters.forEach((name, address) -> {
            Thread look =
                    new Thread(() -> look(name, address.resolve("/actuator/health/readiness")), "balancer-" + name);
            look.setDaemon(true);
            look.start();
        });
    }

    private void look(String name, URI address) {
        while (!closed) {
            long start = System.nanoTime();
            ready.put(name, HttpReadiness.of(address));
            try {
                Thread.sleep(
                        Math.max(1, LOOK.minusNanos(System.nanoTime() - start).toMillis()));
            } catch (InterruptedException stopped) {
                return;
            }
        }
    }

    /** Waits until it has looked at each adapter once. */
    void awaitLook() {
        while (ready.size() < adapters.size()) {
            Pause.of(LOOK.dividedBy(20));
        }
    }

    /** @param address where it is asked */
    record Adapter(String name, URI address) {}

    /** The adapter that is to be asked; empty if none is ready. */
    Optional<Adapter> next() {
        List<Adapter> there = adapters.entrySet().stream()
                .filter(adapter -> ready.getOrDefault(adapter.getKey(), false))
                .map(adapter -> new Adapter(adapter.getKey(), adapter.getValue()))
                .sorted(Comparator.comparing(Adapter::name))
                .toList();
        return there.isEmpty()
                ? Optional.empty()
                : Optional.of(there.get(Math.floorMod(turn.getAndIncrement(), there.size())));
    }

    @Override
    public void close() {
        closed = true;
    }
}
