package org.sessiontoken.standalone;

import java.nio.file.Path;

/**
 * Where the program listens and where it keeps its data.
 *
 * @param httpPort port for HTTP, or 0 for a free port
 * @param kafkaPort port for Kafka clients, or 0 for a free port
 * @param dataDir the data folder
 */
record StartSettings(int httpPort, int kafkaPort, Path dataDir) {}
