package org.sessiontoken.kafka.embedded;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where an embedded Kafka keeps its data and where it listens.
 *
 * @param dataDirectory created if it does not exist; only one running Kafka at a time can use it
 * @param port port on 127.0.0.1 for Kafka clients, or 0 for a free port
 * @param secured a second port, on which clients prove who they are; without it, everybody may do all
 */
public record EmbeddedKafkaSettings(Path dataDirectory, int port, Optional<SecuredListener> secured) {

    private static final int MAX_PORT = 65_535;

    /** Makes the directory absolute, so that a later change of the working directory cannot move the data. */
    public EmbeddedKafkaSettings {
        requirePort(port);
        dataDirectory = dataDirectory.toAbsolutePath().normalize();
        if (dataDirectory.toString().contains(",")) {
            throw new IllegalArgumentException("Kafka's data directory " + dataDirectory
                    + " is not valid: Kafka reads a comma as the end of a path, so choose one without.");
        }
    }

    /** Settings without a secured port. */
    public EmbeddedKafkaSettings(Path dataDirectory, int port) {
        this(dataDirectory, port, Optional.empty());
    }

    /** Settings with a free port, which {@link EmbeddedKafka#bootstrapServers()} returns. */
    public static EmbeddedKafkaSettings onAFreePort(Path dataDirectory) {
        return new EmbeddedKafkaSettings(dataDirectory, 0);
    }

    /** These settings with a secured port, too. */
    public EmbeddedKafkaSettings with(SecuredListener listener) {
        return new EmbeddedKafkaSettings(dataDirectory, port, Optional.of(listener));
    }

    static void requirePort(int port) {
        if (port < 0 || port > MAX_PORT) {
            throw new IllegalArgumentException("Kafka port " + port + " is not valid: choose a port from 1 to "
                    + MAX_PORT + ", or 0 for a free one.");
        }
    }
}
