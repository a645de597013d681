package org.sessiontoken.console.board;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.sessiontoken.event.AuthServiceCodec;
import org.sessiontoken.event.BreakerChangeCodec;
import org.sessiontoken.event.BreakerChanged;
import org.sessiontoken.event.BreakerState;
import org.sessiontoken.event.UnreadableEventException;

/**
 * The circuit breakers' states, as far as their changes tell: one of each auth service on each broker instance. Safe for all
 * threads.
 */
final class Breakers {

    private static final List<BreakerState> WORST_FIRST =
            List.of(BreakerState.OPEN, BreakerState.HALF_OPEN, BreakerState.CLOSED);

    private static final Comparator<InstanceBreaker> WORST = Comparator.comparing(
                    (InstanceBreaker breaker) -> WORST_FIRST.indexOf(breaker.state()))
            .thenComparing(InstanceBreaker::since);

    private final Map<AuthServiceCodec.Key, Map<String, InstanceBreaker>> states = new HashMap<>();

    /**
     * A breaker of one instance.
     *
     * @param instance the instance
     * @param state what the breaker does
     * @param since when it began to do so
     */
    record InstanceBreaker(String instance, BreakerState state, Instant since) {}

    synchronized void receive(ConsumerRecord<byte[], byte[]> record) {
        BreakerChanged change;
        try {
            change = BreakerChangeCodec.read(record);
        } catch (UnreadableEventException notAChange) {
            return;
        }
        states.computeIfAbsent(
                        new AuthServiceCodec.Key(change.tenantId(), change.authServiceId()), none -> new TreeMap<>())
                .put(change.instance(), new InstanceBreaker(change.instance(), change.to(), change.changedAt()));
    }

    synchronized void clear() {
        states.clear();
    }

    /**
     * The breakers of an auth service, the worst first.
     *
     * @param live the instances that run now; a breaker of another one guards nothing any more. Empty if nobody knows
     */
    synchronized List<InstanceBreaker> of(AuthServiceCodec.Key service, Optional<Set<String>> live) {
        return states.getOrDefault(service, Map.of()).values().stream()
                .filter(breaker ->
                        live.map(names -> names.contains(breaker.instance())).orElse(true))
                .sorted(WORST)
                .toList();
    }
}
