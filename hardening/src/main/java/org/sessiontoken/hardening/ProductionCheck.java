package org.sessiontoken.hardening;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.sessiontoken.telemetry.LogLevels;
import org.springframework.boot.logging.LogLevel;

/** What is looked at when a program starts that is not for development. The manual has a row for each. */
enum ProductionCheck {
    /** Endpoints that show memory, settings or the log to whoever asks, or that let them change the program. */
    ENDPOINTS(Verdict.REFUSED, "management.endpoints.web.exposure.include") {
        @Override
        Stream<Finding> look(Program program, Settings settings) {
            return settings.list(setting()).stream()
                    .filter(endpoint -> !HARMLESS_ENDPOINTS.contains(endpoint))
                    .map(endpoint -> finding(
                            "has " + endpoint + ", which is for development",
                            "name no others than health, info, metrics, prometheus and threaddump"));
        }
    },
    /** Details of health, such as the addresses of Kafka, to whoever asks. */
    HEALTH_DETAILS(Verdict.REFUSED, "management.endpoint.health.show-details") {
        @Override
        Stream<Finding> look(Program program, Settings settings) {
            return findingIf(
                    program.hasPublicPort()
                            && settings.isManagementPublic()
                            && healthSettings(settings).anyMatch(settings::isAlways),
                    "is always, on the port that everybody asks",
                    "write never, or give management a port of its own (management.server.port)");
        }

        private Stream<String> healthSettings(Settings settings) {
            return Stream.concat(
                    Stream.of(setting()),
                    settings.namesBelow("management.endpoint.health.group")
                            .map(group -> "management.endpoint.health.group." + group + ".show-details"));
        }
    },
    /** Stack traces in answers. */
    STACK_TRACES(Verdict.REFUSED, "spring.web.error.include-stacktrace") {
        @Override
        Stream<Finding> look(Program program, Settings settings) {
            return settings.text(setting()).filter(when -> !when.equals("never")).stream()
                    .map(when -> finding("shows stack traces to whoever asks", "remove it"));
        }
    },
    /** HTTP/2, by which a caller can hold threads that HTTP/1.1 keeps from him: see decision 45. */
    HTTP2(Verdict.REFUSED, "server.http2.enabled") {
        @Override
        Stream<Finding> look(Program program, Settings settings) {
            return findingIf(
                    settings.isTrue(setting()),
                    "is true, by which a caller can hold the threads that answer others",
                    "remove it, and have a proxy speak HTTP/2");
        }
    },
    /** Spring Boot's watcher of certificates beside our own, which takes half of a pair where that one would wait for the other. */
    WATCHED_TWICE(Verdict.REFUSED, "spring.ssl.bundle.<type>.<name>.reload-on-update") {
        @Override
        Stream<Finding> look(Program program, Settings settings) {
            return BUNDLES.stream()
                    .flatMap(type -> settings.namesBelow(type).map(bundle -> type + "." + bundle + ".reload-on-update"))
                    .filter(settings::isTrue)
                    .map(reload -> new Finding(
                            reload,
                            "is true, so that half of a pair may be used while both files are being replaced",
                            "remove it: the files of all bundles are followed without it"));
        }
    },
    /** Credentials that everybody on the way can read. */
    PLAIN_HTTP(Verdict.WARNED, "server.ssl.bundle") {
        @Override
        Stream<Finding> look(Program program, Settings settings) {
            return findingIf(
                    program.hasPublicPort()
                            && !settings.hasTls()
                            && !settings.isOnLoopback()
                            && !isBehindProxy(program, settings),
                    "is not set, so that credentials cross the network as they are",
                    "set it, or " + proxySetting(program));
        }

        private static boolean isBehindProxy(Program program, Settings settings) {
            return switch (program) {
                case ADAPTER -> !settings.list("ags.adapter.trusted-proxies").isEmpty();
                case CONSOLE ->
                    settings.text("ags.console.access.public-url")
                            .filter(url -> url.startsWith("https:"))
                            .isPresent();
                case BROKER, SESSION_SERVICE -> true;
            };
        }

        private static String proxySetting(Program program) {
            return program == Program.ADAPTER
                    ? "name the proxy that speaks TLS in ags.adapter.trusted-proxies"
                    : "write the https address of the proxy that speaks TLS in ags.console.access.public-url";
        }
    },
    /** Events that everybody on the way can read and change. Credentials in them are encrypted; all else is not. */
    PLAIN_KAFKA(Verdict.WARNED, "spring.kafka.security.protocol") {
        @Override
        Stream<Finding> look(Program program, Settings settings) {
            String protocol = settings.text(setting())
                    .or(() -> settings.text("spring.kafka.properties.security.protocol"))
                    .orElse("plaintext");
            boolean isLocal = settings.list("spring.kafka.bootstrap-servers").stream()
                    .map(server -> server.trim().replaceFirst(":\\d+$", ""))
                    .allMatch(Settings::isLoopback);
            return findingIf(
                    protocol.endsWith("plaintext") && !isLocal,
                    "is without TLS, so that whoever is on the way to Kafka can read and change events"
                            + (protocol.startsWith("sasl") ? ", and read the password" : ""),
                    "write SSL or SASL_SSL, unless the network is yours alone");
        }
    },
    /** Loggers that write what callers send. */
    TELLTALE_LOGGERS(Verdict.WARNED, "logging.level") {
        @Override
        Stream<Finding> look(Program program, Settings settings) {
            return settings.below(setting()).entrySet().stream()
                    .filter(level -> isTelltale(level.getKey(), level.getValue()))
                    .map(level -> new Finding(
                            setting() + "." + level.getKey(),
                            "lets the log show what callers send, such as paths, headers or bodies",
                            "remove it when the search for the fault is over"));
        }

        private static boolean isTelltale(String logger, String level) {
            return LogLevels.secrecy().entrySet().stream()
                    .filter(secret -> logger.equals(secret.getKey()) || logger.startsWith(secret.getKey() + "."))
                    .max(Comparator.comparingInt(secret -> secret.getKey().length()))
                    .map(Map.Entry::getValue)
                    .filter(coarsest -> level(level)
                            .filter(written -> written.compareTo(LogLevel.valueOf(coarsest)) < 0)
                            .isPresent())
                    .isPresent();
        }

        private static Optional<LogLevel> level(String name) {
            return Stream.of(LogLevel.values())
                    .filter(level -> level.name().equalsIgnoreCase(name.trim()))
                    .findFirst();
        }
    },
    /** A log of the server's own, with the lines of requests. */
    SERVER_ACCESS_LOG(Verdict.WARNED, "server.tomcat.accesslog.enabled") {
        @Override
        Stream<Finding> look(Program program, Settings settings) {
            return findingIf(
                    settings.isTrue(setting()),
                    "writes the paths and queries of requests into a file, whatever is in them",
                    "remove it: the program logs each request itself");
        }
    },
    /** A file whose reader becomes an auditor. */
    ONE_TIME_LINK(Verdict.WARNED, "ags.console.access.one-time-link-file") {
        @Override
        Stream<Finding> look(Program program, Settings settings) {
            return findingIf(
                    program == Program.CONSOLE && settings.isSet(setting()),
                    "makes an auditor of whoever can read the file",
                    "set ags.console.access.users-file or ags.console.access.oidc in its place");
        }
    },
    /** Health and metrics for everybody. */
    PUBLIC_MANAGEMENT(Verdict.WARNED, "management.server.port") {
        @Override
        Stream<Finding> look(Program program, Settings settings) {
            return findingIf(
                    program.hasPublicPort() && settings.isManagementPublic() && !settings.isOnLoopback(),
                    "is the port that everybody asks, who can so read health and metrics",
                    "write another, or keep /actuator from strangers by a proxy");
        }
    };

    private static final Set<String> HARMLESS_ENDPOINTS =
            Set.of("health", "info", "metrics", "prometheus", "threaddump");

    private static final List<String> BUNDLES = List.of("spring.ssl.bundle.pem", "spring.ssl.bundle.jks");

    private final Verdict verdict;
    private final String setting;

    ProductionCheck(Verdict verdict, String setting) {
        this.verdict = verdict;
        this.setting = setting;
    }

    Verdict verdict() {
        return verdict;
    }

    /** The setting that is looked at. */
    String setting() {
        return setting;
    }

    Finding finding(String problem, String remedy) {
        return new Finding(setting, problem, remedy);
    }

    Stream<Finding> findingIf(boolean found, String problem, String remedy) {
        return found ? Stream.of(finding(problem, remedy)) : Stream.empty();
    }

    abstract Stream<Finding> look(Program program, Settings settings);

    /** What becomes of a program with a finding. */
    enum Verdict {
        /** It does not start. */
        REFUSED,
        /** It logs one line when it starts. */
        WARNED
    }
}
