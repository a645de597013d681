package org.sessiontoken.it;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** The warnings and errors that the services log, and Kafka's clients in them. */
final class Warnings extends AppenderBase<ILoggingEvent> implements AutoCloseable {

    private final List<String> lines = new CopyOnWriteArrayList<>();

    static Warnings listening() {
        Warnings warnings = new Warnings();
        warnings.setContext(root().getLoggerContext());
        warnings.start();
        root().addAppender(warnings);
        return warnings;
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }

    List<String> lines() {
        return lines;
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (event.getLevel().isGreaterOrEqual(Level.WARN)) {
            lines.add(event.getLoggerName() + " " + event.getKeyValuePairs() + " " + event.getFormattedMessage());
        }
    }

    @Override
    public void close() {
        root().detachAppender(this);
    }
}
