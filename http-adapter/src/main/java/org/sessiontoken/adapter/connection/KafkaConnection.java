package org.sessiontoken.adapter.connection;

import java.util.Map;

/** Kafka connection properties. They may hold passwords: no method but {@link #properties()} shows them. */
public final class KafkaConnection {

    private final Map<String, Object> properties;

    KafkaConnection(Map<String, Object> properties) {
        this.properties = Map.copyOf(properties);
    }

    /** What every Kafka client needs in order to connect: servers, security, and what the operator added. */
    public Map<String, Object> properties() {
        return properties;
    }
}
