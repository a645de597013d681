package org.sessiontoken.kafka.tuning;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;

/** The sizes of the socket buffers of a connection to Kafka. */
public final class SocketBuffers {

    private SocketBuffers() {}

    /**
     * Leaves the sizes to the operating system, which enlarges the buffers with the amount of data in transit, unless these
     * properties set them. Kafka's own default for receiving is 64 KiB: a larger batch overruns the buffer, the lost part
     * is sent again only after 200 ms, and everything behind it waits.
     *
     * @param connection connection properties of a Kafka client
     * @return those properties, with the buffer sizes that they lack
     */
    public static Map<String, Object> withSystemDefaults(Map<String, Object> connection) {
        Map<String, Object> properties = new HashMap<>(connection);
        properties.putIfAbsent(
                CommonClientConfigs.RECEIVE_BUFFER_CONFIG, CommonClientConfigs.RECEIVE_BUFFER_LOWER_BOUND);
        properties.putIfAbsent(CommonClientConfigs.SEND_BUFFER_CONFIG, CommonClientConfigs.SEND_BUFFER_LOWER_BOUND);
        return properties;
    }
}
