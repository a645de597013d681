package org.sessiontoken.standalone;

import java.nio.file.Path;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * Where the log goes: to a file in the data folder, so that the console is left to the banner and to warnings. It must be
 * said before anything is logged, since this program's logging is set up once, by {@code logback.xml}.
 */
final class LogFile {

    private static final String PROPERTY = "token-broker.log";

    private LogFile() {}

    static void in(Path folder) {
        System.setProperty(PROPERTY, path(folder).toString());
        // Two Spring applications in one process would each set up logging anew.
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }

    static Path path(Path folder) {
        return folder.resolve("log").resolve("token-broker.log");
    }
}
