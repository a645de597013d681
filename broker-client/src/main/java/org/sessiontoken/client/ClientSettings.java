package org.sessiontoken.client;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sessiontoken.keys.NamedKey;
import org.sessiontoken.value.RequestorName;

/**
 * The settings of a {@link SessionTokenClient}.
 *
 * @param requestor the name under which the broker knows this program
 * @param keys the requestor's sealing keys, at least one: the first key seals, and all keys open. A client that runs gets others
 *     by {@link SessionTokenClient#replaceKeys}
 * @param kafka Kafka connection properties, such as {@code bootstrap.servers} and {@code security.protocol}. The client
 *     overrides those that its promises depend on
 * @param deadline the maximum duration of a request, from 10 milliseconds to 10 minutes. The broker has a maximum of its
 *     own, by default 60 seconds, and declines requests with a later deadline
 * @param maxInFlight the maximum number of requests in flight, at least 1; a further request is declined as unavailable
 * @param replyPartition the partition of the reply topic to read; if empty, the client chooses one at random. Each instance
 *     of a program should have a partition of its own
 * @param brokerGroup the consumer group of the broker service, whose members show the client that the broker is there
 * @param hedgeAfter after how long without a reply of a broker instance its {@linkplain SessionTokenRequest#repeatable()
 *     repeatable} requests are sent again, to another instance; from 50 milliseconds to 10 minutes. From the deadline on, no
 *     request is sent again
 * @param signOn whether the client signs on, too: only then it may be asked to, and looks each second whether it can
 */
public record ClientSettings(
        RequestorName requestor,
        List<NamedKey> keys,
        Map<String, Object> kafka,
        Duration deadline,
        int maxInFlight,
        Optional<Integer> replyPartition,
        String brokerGroup,
        Duration hedgeAfter,
        boolean signOn) {

    /** The consumer group of the broker service, unless another one is configured. */
    public static final String DEFAULT_BROKER_GROUP = "session-token-broker";

    /** What {@link #hedgeAfter()} is unless another duration is configured. */
    public static final Duration DEFAULT_HEDGE_AFTER = Duration.ofMillis(500);

    /** The minimum of {@link #hedgeAfter()}. */
    public static final Duration MIN_HEDGE_AFTER = Duration.ofMillis(50);

    /** The minimum of {@link #deadline()}. */
    public static final Duration MIN_DEADLINE = Duration.ofMillis(10);

    /** The maximum of {@link #deadline()}: nobody waits longer, and Kafka's timeouts could not represent much longer ones. */
    public static final Duration MAX_DEADLINE = Duration.ofMinutes(10);

    /** Refuses invalid settings with an {@link IllegalArgumentException} that names the setting. */
    public ClientSettings {
        keys = List.copyOf(keys);
        kafka = Map.copyOf(kafka);
        require(!keys.isEmpty(), "keys must contain at least one sealing key");
        require(kafka.containsKey("bootstrap.servers"), "kafka must contain bootstrap.servers");
        require(
                deadline.compareTo(MIN_DEADLINE) >= 0 && deadline.compareTo(MAX_DEADLINE) <= 0,
                "deadline must be from 10 milliseconds to 10 minutes");
        require(
                hedgeAfter.compareTo(MIN_HEDGE_AFTER) >= 0 && hedgeAfter.compareTo(MAX_DEADLINE) <= 0,
                "hedgeAfter must be from 50 milliseconds to 10 minutes");
        require(maxInFlight >= 1, "maxInFlight must be at least 1");
        require(replyPartition.filter(partition -> partition < 0).isEmpty(), "replyPartition must be at least 0");
    }

    /** Settings of a client that does not sign on. */
    public ClientSettings(
            RequestorName requestor,
            List<NamedKey> keys,
            Map<String, Object> kafka,
            Duration deadline,
            int maxInFlight,
            Optional<Integer> replyPartition,
            String brokerGroup,
            Duration hedgeAfter) {
        this(requestor, keys, kafka, deadline, maxInFlight, replyPartition, brokerGroup, hedgeAfter, false);
    }

    /** Settings with the default of {@link #hedgeAfter()}, of a client that does not sign on. */
    public ClientSettings(
            RequestorName requestor,
            List<NamedKey> keys,
            Map<String, Object> kafka,
            Duration deadline,
            int maxInFlight,
            Optional<Integer> replyPartition,
            String brokerGroup) {
        this(requestor, keys, kafka, deadline, maxInFlight, replyPartition, brokerGroup, DEFAULT_HEDGE_AFTER);
    }

    /** Settings with a deadline of 5 seconds, at most 1,024 requests in flight, and a reply partition chosen by the client. */
    public static ClientSettings of(RequestorName requestor, List<NamedKey> keys, Map<String, Object> kafka) {
        return new ClientSettings(
                requestor, keys, kafka, Duration.ofSeconds(5), 1024, Optional.empty(), DEFAULT_BROKER_GROUP);
    }

    /** The same settings, of a client that signs on, too. */
    public ClientSettings withSignOn() {
        return new ClientSettings(
                requestor, keys, kafka, deadline, maxInFlight, replyPartition, brokerGroup, hedgeAfter, true);
    }

    /** Leaves out the keys, and the connection properties, which may contain passwords. */
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
