package org.sessiontoken.kafka.tuning;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;

/** How large the socket buffers of a connection to Kafka are. */
public final class SocketBuffers {

    private SocketBuffers() {}

    /**
     * Leaves the sizes to the operating system, which lets them grow with what is under way, unless these properties give
     * them. Kafka's own default is 64 KiB to receive: a larger batch overruns it, what is dropped is sent again only after
     * 200 ms, and everything behind waits.
     *
     * @param connection connection properties of a Kafka client
     * @return those properties, and the buffer sizes that they lack
     */
    public static Map<String, Object> ofTheSystem(Map<String, Object> connection) {
        Map<String, Object> properties = new HashMap<>(connection);
        properties.putIfAbsent(
                CommonClientConfigs.RECEIVE_BUFFER_CONFIG, CommonClientConfigs.RECEIVE_BUFFER_LOWER_BOUND);
        properties.putIfAbsent(CommonClientConfigs.SEND_BUFFER_CONFIG, CommonClientConfigs.SEND_BUFFER_LOWER_BOUND);
        return properties;
    }
}
