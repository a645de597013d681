package org.sessiontoken.standalone;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import java.nio.file.Path;
import org.sessiontoken.telemetry.LogLevels;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * The log file, in the data folder. The console shows only the banner and warnings. The location must be configured before
 * anything is logged, since {@code logback.xml} configures the logging of this program once.
 */
final class LogFile {

    private static final String PROPERTY = "token-broker.log";

    private static final String CONFIGURATION = "logback.configurationFile";

    private LogFile() {}

    /** For commands that have no data folder: what goes wrong is logged to the console. Before anything is logged. */
    static void leaveOut() {
        System.setProperty(CONFIGURATION, "logback-without-file.xml");
    }

    /** Where the log is, in words. */
    static String whereabouts() {
        return System.getProperty(CONFIGURATION) == null ? "the log in the data folder" : "what is logged above";
    }

    static void configure(Path folder, LogFormat format) {
        System.setProperty(PROPERTY, path(folder).toString());
        // Otherwise each of the two Spring applications in this process would configure logging again.
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        // The services start on several threads, and log lines of one are delayed while another initialises SLF4J.
        LoggerContext loggers = (LoggerContext) LoggerFactory.getILoggerFactory();
        LogLevels.secrecy().forEach((name, level) -> loggers.getLogger(name).setLevel(Level.valueOf(level)));
        format.useIn(loggers);
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }

    static Path path(Path folder) {
        return folder.resolve("log").resolve("token-broker.log");
    }
}
