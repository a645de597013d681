package org.sessiontoken.standalone;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The configuration of the services in this program, as command line arguments: these have precedence over
 * all configuration files and the environment.
 */
final class ServiceArguments {

    /** All services listen on the loopback address only. */
    static final String HOST = "127.0.0.1";

    /** Health and metrics have no port of their own: whoever reaches these services is on the same machine. */
    private static final String SAME_PORT = "";

    /** What is on the class path for the console would ask callers of the adapter to sign in. */
    static final String FOR_THE_CONSOLE_ALONE = Stream.of(
                    "SecurityAutoConfiguration",
                    "UserDetailsServiceAutoConfiguration",
                    "actuate.web.servlet.ManagementWebSecurityAutoConfiguration",
                    "web.servlet.SecurityFilterAutoConfiguration",
                    "web.servlet.ServletWebSecurityAutoConfiguration")
            .map("org.springframework.boot.security.autoconfigure."::concat)
            .collect(Collectors.joining(","));

    private static final Duration MAX_OPERATOR_TOKEN_LIFETIME = Duration.ofDays(1);

    private ServiceArguments() {}

    static String[] broker(String bootstrapServers, StartSettings settings, DevelopmentFolder development) {
        OperatorSecret secret = development.operatorSecret();
        String authService = "ags.broker.auth-services[0].";
        Map<String, String> properties = common(bootstrapServers);
        properties.put("ags.broker.instance", "standalone");
        properties.put(
                "ags.broker.requestors.http-adapter",
                development.keys("adapter").toString());
        settings.requestors()
                .forEach(requestor -> properties.put(
                        "ags.broker.requestors." + requestor.name(),
                        requestor.file().toString()));
        settings.authServicesFile().ifPresent(file -> properties.put("ags.broker.auth-services-file", file.toString()));
        properties.put("ags.broker.issuing.keys", development.keys("issuing").toString());
        properties.put(
                "ags.broker.intake.dead-letter-keys",
                development.keys("dead-letters").toString());
        properties.put(authService + "tenant-id", secret.tenantId().value());
        properties.put(authService + "auth-service-id", secret.authServiceId().value());
        properties.put(authService + "type", "shared-secret-jwt");
        properties.put(authService + "display-attributes.name", "Operator sign-in");
        properties.put(
                authService + "options.keys", development.keys("operator").toString());
        properties.put(authService + "options.max-lifetime", MAX_OPERATOR_TOKEN_LIFETIME.toString());
        return arguments(properties);
    }

    static String[] adapter(String bootstrapServers, int httpPort, DevelopmentFolder development) {
        Map<String, String> properties = common(bootstrapServers);
        properties.put("server.port", Integer.toString(httpPort));
        properties.put("server.address", HOST);
        properties.put("management.server.port", SAME_PORT);
        // No load balancer has to notice, and whoever types Ctrl-C waits.
        properties.put("ags.adapter.shutdown-grace-period", "1s");
        properties.put("ags.adapter.sealing-keys", development.keys("adapter").toString());
        properties.put(
                "ags.adapter.default-tenant",
                development.operatorSecret().tenantId().value());
        return arguments(properties);
    }

    static String[] console(String bootstrapServers, StartSettings settings, DevelopmentFolder development) {
        Map<String, String> properties = new TreeMap<>();
        properties.put("spring.kafka.bootstrap-servers", bootstrapServers);
        properties.put("ags.development", "true");
        properties.put(
                "ags.console.dead-letters.keys",
                development.keys("dead-letters").toString());
        properties.put("server.port", Integer.toString(settings.consolePort()));
        properties.put("server.address", HOST);
        properties.put("management.server.port", SAME_PORT);
        properties.put(
                "ags.console.index.directory",
                settings.dataDir().resolve("console-index").toString());
        properties.put(
                "ags.console.access.one-time-link-file",
                development.consoleLinkFile().toString());
        return arguments(properties);
    }

    private static Map<String, String> common(String bootstrapServers) {
        Map<String, String> properties = new TreeMap<>();
        properties.put("spring.kafka.bootstrap-servers", bootstrapServers);
        properties.put("ags.development", "true");
        properties.put("spring.autoconfigure.exclude", FOR_THE_CONSOLE_ALONE);
        return properties;
    }

    /** Spring would replace it, and the file would be another one. */
    private static void requireNoPlaceholder(String value) {
        if (value.contains("${")) {
            throw new TokenBrokerException("the path " + value
                    + " contains '${', which begins a placeholder in configuration: choose another");
        }
    }

    private static String[] arguments(Map<String, String> properties) {
        properties.values().forEach(ServiceArguments::requireNoPlaceholder);
        return properties.entrySet().stream()
                .map(property -> "--" + property.getKey() + "=" + property.getValue())
                .toArray(String[]::new);
    }
}
