package org.sessiontoken.console.secrecy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Everything that is logged at the finest level that an operator may set, until it is closed. Nothing of it is printed. */
final class WatchedLog extends AppenderBase<ILoggingEvent> implements AutoCloseable {

    /** Of Kafka only the clients, since its server runs in the same process here. */
    private static final Map<String, Level> FINEST = Map.of(
            "org.sessiontoken", Level.TRACE,
            "org.springframework", Level.TRACE,
            "org.apache.kafka.clients", Level.DEBUG,
            "org.apache.catalina", Level.DEBUG,
            "org.apache.coyote", Level.DEBUG,
            "org.apache.tomcat", Level.DEBUG,
            "org.sqlite", Level.TRACE);

    private final Map<Logger, @Nullable Level> before = new LinkedHashMap<>();
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    /** @param levels the levels that the console sets for the sake of secrecy, and that it would set again at its next start */
    WatchedLog(Map<String, String> levels) {
        start();
        FINEST.keySet().forEach(name -> watch(logger(name)));
        FINEST.forEach((name, level) -> logger(name).setLevel(level));
        levels.forEach((name, level) -> set(logger(name), Level.valueOf(level)));
    }

    private static Logger logger(String name) {
        return (Logger) LoggerFactory.getLogger(name);
    }

    private void set(Logger logger, Level level) {
        before.putIfAbsent(logger, logger.getLevel());
        logger.setLevel(level);
    }

    private void watch(Logger logger) {
        set(logger, Level.INFO);
        logger.setAdditive(false);
        logger.addAppender(this);
    }

    @Override
    protected void append(ILoggingEvent event) {
        written.writeBytes((event.getLoggerName() + " " + event.getFormattedMessage() + " "
                        + (event.getKeyValuePairs() == null ? List.of() : event.getKeyValuePairs())
                        + (event.getThrowableProxy() == null
                                ? ""
                                : ThrowableProxyUtil.asString(event.getThrowableProxy()))
                        + "\n")
                .getBytes(StandardCharsets.UTF_8));
    }

    synchronized byte[] bytes() {
        return written.toByteArray();
    }

    @Override
    public void close() {
        FINEST.keySet().forEach(name -> {
            logger(name).detachAppender(this);
            logger(name).setAdditive(true);
        });
        before.forEach(Logger::setLevel);
        stop();
    }
}
