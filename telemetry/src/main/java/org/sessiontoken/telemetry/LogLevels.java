package org.sessiontoken.telemetry;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The levels of foreign loggers that would write what a caller has sent: request lines, headers, paths and queries, any of
 * which may hold a secret. All programs start with them. They hold for these loggers even where an operator sets a finer level
 * for a shorter name, such as {@code org}; whoever needs one of them in a search for a fault sets its own level.
 */
public final class LogLevels {

    private static final Map<String, String> SECRECY = Map.of(
            // At INFO, these show each request line, header, cookie or parameter that the server refuses, and at DEBUG
            // all.
            "org.apache.coyote", "WARN",
            "org.apache.tomcat", "WARN",
            "org.apache.catalina", "INFO",
            // At DEBUG, these show paths, and the bodies that are read and written.
            "org.springframework.web", "INFO",
            "org.springframework.http", "INFO",
            // At DEBUG, these show paths with their queries, and the names that somebody types at a sign-in.
            "org.springframework.security", "INFO",
            // At WARN, it shows a malformed header Accept.
            "org.springframework.boot.webmvc", "ERROR",
            // At WARN, it shows each method that nothing is mapped to, and parameters of a wrong type.
            "org.springframework.web.servlet.mvc.support", "ERROR",
            // At WARN, it shows each path that does not exist.
            "org.springframework.web.servlet.PageNotFound", "ERROR");

    private LogLevels() {}

    /** The level of each logger, by its name. */
    public static Map<String, String> secrecy() {
        return SECRECY;
    }

    /** The same as properties of Spring Boot, for the lowest precedence. */
    public static Map<String, Object> secrecyProperties() {
        Map<String, Object> properties = new LinkedHashMap<>();
        SECRECY.forEach((logger, level) -> properties.put("logging.level." + logger, level));
        return properties;
    }
}
