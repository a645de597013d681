package org.sessiontoken.standalone;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where the program listens, where it keeps its data, and what it knows beside its defaults.
 *
 * @param httpPort port for HTTP, or 0 for a free port
 * @param kafkaPort port for Kafka clients, or 0 for a free port
 * @param consolePort port for the audit console, or 0 for a free port
 * @param dataDir the data folder
 * @param requestors the requestors beside the adapter
 * @param authServicesFile a file with auth services beside the development one
 * @param config a file with further settings of the services
 */
record StartSettings(
        int httpPort,
        int kafkaPort,
        int consolePort,
        Path dataDir,
        List<RequestorKeyFile> requestors,
        Optional<Path> authServicesFile,
        Optional<Path> config) {}
