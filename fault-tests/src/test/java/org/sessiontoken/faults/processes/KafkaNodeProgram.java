package org.sessiontoken.faults.processes;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/** A node of Kafka as it is, from its {@code server.properties}; the first start formats its folders. */
final class KafkaNodeProgram {

    private KafkaNodeProgram() {}

    /** Arguments: the properties' file, and the cluster's ID. */
    public static void main(String[] args) throws Exception {
        Properties properties = new Properties();
        try (InputStream file = Files.newInputStream(Path.of(args[0]))) {
            properties.load(file);
        }
        format(properties, args[1]);
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(properties, false), Time.SYSTEM);
        Thread ended = new Thread(KafkaNodeProgram::haltWithParent, "parent");
        ended.setDaemon(true);
        ended.start();
        Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "shutdown"));
        server.startup();
        server.awaitShutdown();
    }

    private static void format(Properties properties, String clusterId) throws Exception {
        String folder = properties.getProperty("log.dirs");
        if (Files.exists(Path.of(folder, "meta.properties"))) {
            return;
        }
        Files.createDirectories(Path.of(folder));
        try (PrintStream ignored = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            new Formatter()
                    .setPrintStream(ignored)
                    .setNodeId(Integer.parseInt(properties.getProperty("node.id")))
                    .setClusterId(clusterId)
                    .setControllerListenerName(properties.getProperty("controller.listener.names"))
                    .addDirectory(folder)
                    .setMetadataLogDirectory(folder)
                    .setIgnoreFormatted(true)
                    .run();
        }
    }

    private static void haltWithParent() {
        try {
            while (System.in.read() >= 0) {
                // Nothing is expected; the end of the stream says that the harness is gone.
            }
        } catch (IOException gone) {
            // The same.
        }
        Runtime.getRuntime().halt(1);
    }
}
