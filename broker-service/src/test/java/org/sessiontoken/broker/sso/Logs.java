package org.sessiontoken.broker.sso;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** All that is logged by the broker, at every level, while this is open. */
public final class Logs implements AutoCloseable {

    private static final Logger BROKER = (Logger) LoggerFactory.getLogger("org.sessiontoken");

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            lines.add(event.getFormattedMessage() + " " + event.getKeyValuePairs() + " "
                    + ThrowableProxyUtil.asString(event.getThrowableProxy()));
        }
    };

    public Logs() {
        appender.start();
        BROKER.addAppender(appender);
        BROKER.setLevel(Level.ALL);
    }

    public String text() {
        return String.join("\n", lines);
    }

    @Override
    public void close() {
        BROKER.setLevel(null);
        BROKER.detachAppender(appender);
    }
}
