package org.sessiontoken.client;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sessiontoken.keys.NamedKey;
import org.sessiontoken.value.RequestorName;

/**
 * How a client is set up.
 *
 * @param requestor who asks, as the broker knows it
 * @param keys the requestor's sealing keys: the first seals, all open, at least one
 * @param kafka Kafka connection properties, such as {@code bootstrap.servers} and {@code security.protocol}; what the
 *     client's promises rest on is set by the client itself
 * @param deadline how long a request may take, at least 10 milliseconds
 * @param maxInFlight how many requests may be in flight at once, at least 1; one more is answered as unavailable
 * @param replyPartition the partition of the reply topic to read, or nothing to have one chosen; each instance does best
 *     with one of its own
 * @param brokerGroup the consumer group of the broker service, by which the client sees that one is there
 */
public record ClientSettings(
        RequestorName requestor,
        List<NamedKey> keys,
        Map<String, Object> kafka,
        Duration deadline,
        int maxInFlight,
        Optional<Integer> replyPartition,
        String brokerGroup) {

    /** The consumer group of the broker service, where nothing else is configured. */
    public static final String DEFAULT_BROKER_GROUP = "session-token-broker";

    /** Refuses settings out of bounds, naming the setting. */
    public ClientSettings {
        keys = List.copyOf(keys);
        kafka = Map.copyOf(kafka);
        require(!keys.isEmpty(), "keys must hold at least one sealing key");
        require(kafka.containsKey("bootstrap.servers"), "kafka must hold bootstrap.servers");
        require(deadline.compareTo(Duration.ofMillis(10)) >= 0, "deadline must be at least 10 milliseconds");
        require(maxInFlight >= 1, "maxInFlight must be at least 1");
    }

    /** Settings with a deadline of 5 seconds, 1,024 requests in flight, and a reply partition chosen by the client. */
    public static ClientSettings of(RequestorName requestor, List<NamedKey> keys, Map<String, Object> kafka) {
        return new ClientSettings(
                requestor, keys, kafka, Duration.ofSeconds(5), 1024, Optional.empty(), DEFAULT_BROKER_GROUP);
    }

    /** Leaves the keys and the connection out: passwords may stand in it. */
    @Override
    public String toString() {
        return "ClientSettings[requestor=" + requestor + ", deadline=" + deadline + ", maxInFlight=" + maxInFlight
                + "]";
    }

    private static void require(boolean kept, String rule) {
        if (!kept) {
            throw new IllegalArgumentException("client settings: " + rule);
        }
    }
}
