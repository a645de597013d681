package org.sessiontoken.client;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** What classes of the project log while this is open, at warn and above. */
final class CapturedLog extends AppenderBase<ILoggingEvent> implements AutoCloseable {

    private final Logger logger = (Logger) LoggerFactory.getLogger("org.sessiontoken");
    private final List<String> lines = new CopyOnWriteArrayList<>();

    CapturedLog() {
        start();
        logger.setAdditive(false);
        logger.addAppender(this);
    }

    /** The lines so far: message and values. */
    List<String> lines() {
        return lines;
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (event.getLevel().isGreaterOrEqual(Level.WARN)) {
            lines.add(event.getFormattedMessage() + " " + event.getKeyValuePairs());
        }
    }

    @Override
    public void close() {
        logger.detachAppender(this);
    }
}
