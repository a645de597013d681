package org.sessiontoken.kafka.embedded;

import java.nio.file.Path;

/**
 * Where an embedded Kafka keeps its data and where it listens.
 *
 * @param dataDirectory created when absent; used by one running Kafka at a time
 * @param port port on 127.0.0.1 for Kafka clients, 0 for a free one
 */
public record EmbeddedKafkaSettings(Path dataDirectory, int port) {

    private static final int HIGHEST_PORT = 65_535;

    /** Makes the directory absolute, so that a later change of meaning of a relative path cannot move the data. */
    public EmbeddedKafkaSettings {
        if (port < 0 || port > HIGHEST_PORT) {
            throw new IllegalArgumentException("Kafka port " + port + " is not a port: choose one from 1 to "
                    + HIGHEST_PORT + ", or 0 for a free one.");
        }
        dataDirectory = dataDirectory.toAbsolutePath().normalize();
    }

    /** Kafka on any free port; {@link EmbeddedKafka#bootstrapServers()} tells which. */
    public static EmbeddedKafkaSettings onAFreePort(Path dataDirectory) {
        return new EmbeddedKafkaSettings(dataDirectory, 0);
    }
}
