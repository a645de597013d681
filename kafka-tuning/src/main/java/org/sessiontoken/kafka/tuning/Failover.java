package org.sessiontoken.kafka.tuning;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;

/**
 * How soon a client leaves a node of Kafka that does not answer. A node whose process has died refuses connections, and clients
 * notice at once; a machine that is off or frozen says nothing.
 */
public final class Failover {

    /**
     * An answer takes a few milliseconds. While the controller gives up a node that is lost, it takes some seconds, and to leave a
     * node that waits for that would help nobody.
     */
    public static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(5);

    private static final long CONNECTION_TIMEOUT_MS = 1_000;
    private static final long MAX_CONNECTION_TIMEOUT_MS = 3_000;

    private Failover() {}

    /**
     * Sets the timeouts of connections and requests that these properties lack. Kafka's own defaults are 10 to 30 s, in which
     * the requests of our callers expire. A request that times out is sent again, and a record that was written already is not
     * written twice.
     *
     * @param connection connection properties of a Kafka client
     * @return those properties, with the timeouts
     */
    public static Map<String, Object> withTimeouts(Map<String, Object> connection) {
        Map<String, Object> properties = new HashMap<>(connection);
        properties.putIfAbsent(CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG, CONNECTION_TIMEOUT_MS);
        properties.putIfAbsent(
                CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MAX_MS_CONFIG, MAX_CONNECTION_TIMEOUT_MS);
        properties.putIfAbsent(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, (int) REQUEST_TIMEOUT.toMillis());
        return properties;
    }
}
