package org.sessiontoken.console.shell;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.kafka.reading.GrouplessConsumers;
import org.sessiontoken.kafka.tuning.Failover;
import org.sessiontoken.kafka.tuning.SocketBuffers;
import picocli.CommandLine.Option;

/** Where Kafka is and how to log in, as Kafka's own tools have it. */
final class KafkaOptions {

    /** Somebody waits. */
    static final int MAX_WAIT_MS = 10_000;

    private static final String DEFAULT_SERVER = "127.0.0.1:9092";

    @Option(
            names = "--bootstrap-server",
            paramLabel = "SERVER",
            description =
                    "Kafka's address, or several with commas between them; default: that of --command-config, or else "
                            + DEFAULT_SERVER + ".")
    private @Nullable String bootstrapServer;

    @Option(
            names = "--command-config",
            paramLabel = "FILE",
            description = "File with properties for Kafka's client, such as security.protocol and sasl.jaas.config.")
    private @Nullable Path commandConfig;

    /**
     * Connection properties of a client.
     *
     * @throws UnusableConfigException if the file cannot be read
     */
    Map<String, Object> connection() {
        Map<String, Object> properties = new HashMap<>();
        if (commandConfig != null) {
            read(commandConfig).forEach((key, value) -> properties.put(String.valueOf(key), value));
        }
        if (bootstrapServer != null) {
            properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServer);
        }
        properties.putIfAbsent(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, DEFAULT_SERVER);
        properties.putIfAbsent(CommonClientConfigs.CLIENT_ID_CONFIG, "token-broker-audit");
        properties.putIfAbsent(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, MAX_WAIT_MS);
        return Failover.withTimeouts(SocketBuffers.withSystemDefaults(properties));
    }

    /** The properties of a consumer that leaves nothing behind. */
    Map<String, Object> consumer() {
        Map<String, Object> settings = GrouplessConsumers.settings(connection());
        // What is deleted meanwhile is older than what is left.
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        return settings;
    }

    private static Properties read(Path file) {
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            properties.load(in);
            return properties;
        } catch (IOException | IllegalArgumentException unreadable) {
            throw new UnusableConfigException("--command-config: file " + file
                    + " cannot be read as properties: give another, as Kafka's own tools take it");
        }
    }
}
