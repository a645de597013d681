package org.sessiontoken.standalone;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.slf4j.Logger;
import org.springframework.boot.logging.logback.StructuredLogEncoder;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import picocli.CommandLine.TypeConversionException;

/** How lines are written to the log file. */
enum LogFormat {
    /** For people. */
    TEXT {
        @Override
        void useIn(LoggerContext loggers) {
            // As logback.xml says.
        }
    },
    /** JSON of the Elastic Common Schema, as {@code logging.structured.format} of the services has it. */
    ECS {
        @Override
        void useIn(LoggerContext loggers) {
            StandardEnvironment environment = new StandardEnvironment();
            environment.getPropertySources().addFirst(new MapPropertySource("log file", SETTINGS));
            // Where the encoder looks for it.
            loggers.putObject(Environment.class.getName(), environment);
            StructuredLogEncoder encoder = new StructuredLogEncoder();
            encoder.setContext(loggers);
            encoder.setFormat("ecs");
            encoder.setCharset(StandardCharsets.UTF_8);
            encoder.start();
            if (loggers.getLogger(Logger.ROOT_LOGGER_NAME).getAppender(APPENDER)
                    instanceof OutputStreamAppender<ILoggingEvent> file) {
                file.setEncoder(encoder);
            }
        }
    };

    private static final String APPENDER = "FILE";
    private static final Map<String, Object> SETTINGS = Map.of(
            "spring.application.name", "token-broker",
            "logging.structured.json.rename.traceId", "trace.id");

    /** The format of this name on the command line. */
    static LogFormat convert(String text) {
        return switch (text) {
            case "text" -> TEXT;
            case "ecs" -> ECS;
            default -> throw new TypeConversionException("must be text or ecs, not '" + text + "'");
        };
    }

    abstract void useIn(LoggerContext loggers);
}
