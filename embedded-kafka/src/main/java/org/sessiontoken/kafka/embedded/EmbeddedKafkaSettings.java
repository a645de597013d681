package org.sessiontoken.kafka.embedded;

import java.nio.file.Path;

/**
 * Where an embedded Kafka keeps its data and where it listens.
 *
 * @param dataDirectory created if it does not exist; only one running Kafka at a time can use it
 * @param port port on 127.0.0.1 for Kafka clients, or 0 for a free port
 */
public record EmbeddedKafkaSettings(Path dataDirectory, int port) {

    private static final int MAX_PORT = 65_535;

    /** Makes the directory absolute, so that a later change of the working directory cannot move the data. */
    public EmbeddedKafkaSettings {
        if (port < 0 || port > MAX_PORT) {
            throw new IllegalArgumentException("Kafka port " + port + " is not valid: choose a port from 1 to "
                    + MAX_PORT + ", or 0 for a free one.");
        }
        dataDirectory = dataDirectory.toAbsolutePath().normalize();
        if (dataDirectory.toString().contains(",")) {
            throw new IllegalArgumentException("Kafka's data directory " + dataDirectory
                    + " is not valid: Kafka reads a comma as the end of a path, so choose one without.");
        }
    }

    /** Settings with a free port, which {@link EmbeddedKafka#bootstrapServers()} returns. */
    public static EmbeddedKafkaSettings onAFreePort(Path dataDirectory) {
        return new EmbeddedKafkaSettings(dataDirectory, 0);
    }
}
