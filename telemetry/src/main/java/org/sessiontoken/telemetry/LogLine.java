package org.sessiontoken.telemetry;

import java.util.Optional;
import org.slf4j.spi.LoggingEventBuilder;

/** Adds to log lines what is not always known. */
public final class LogLine {

    private LogLine() {}

    /** Adds a key and its value, if there is one. */
    public static LoggingEventBuilder with(LoggingEventBuilder line, String key, Optional<?> value) {
        return value.isEmpty() ? line : line.addKeyValue(key, value.get().toString());
    }
}
