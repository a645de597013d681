package org.sessiontoken.architecture;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** A module with code that is shipped: the packages it owns, and the modules it may know. */
enum HouseModule {
    VALUES("values", List.of("value", "keys", "json", "jose", "setting")),
    TELEMETRY("telemetry", List.of("telemetry")),
    TRACING("tracing", List.of("tracing"), VALUES, TELEMETRY),
    BACKGROUND("background", List.of("background"), TELEMETRY),
    FOLLOWED_FILES("followed-files", List.of("files"), BACKGROUND, TELEMETRY),
    CERTIFICATES("certificates", List.of("certificates"), FOLLOWED_FILES, BACKGROUND, TELEMETRY),
    KAFKA_TUNING("kafka-tuning", List.of("kafka.tuning", "kafka.topics", "kafka.reading")),
    KAFKA_RIGHTS("kafka-rights", List.of("kafka.rights")),
    SCHEMAS("schemas", List.of("event", "sealing"), VALUES),
    STRICT_CONFIGURATION("strict-configuration", List.of("configuration"), VALUES),
    HARDENING("hardening", List.of("hardening"), STRICT_CONFIGURATION, TELEMETRY),
    ANSWERING(
            "answering",
            List.of("answering"),
            STRICT_CONFIGURATION,
            SCHEMAS,
            VALUES,
            BACKGROUND,
            FOLLOWED_FILES,
            TELEMETRY,
            KAFKA_TUNING),
    BROKER_CLIENT("broker-client", List.of("client"), SCHEMAS, VALUES, BACKGROUND, TELEMETRY, KAFKA_TUNING),
    STARTER(
            "broker-client-spring-boot-starter",
            List.of("autoconfigure"),
            STRICT_CONFIGURATION,
            BROKER_CLIENT,
            SCHEMAS,
            VALUES,
            BACKGROUND,
            FOLLOWED_FILES,
            TELEMETRY),
    SSO_SPI("sso-spi", List.of("sso"), VALUES),
    SSO_BACKENDS("sso-backends", List.of("backend"), SSO_SPI, VALUES),
    HTTP_ADAPTER(
            "http-adapter",
            List.of("adapter"),
            CERTIFICATES,
            TRACING,
            STRICT_CONFIGURATION,
            HARDENING,
            BROKER_CLIENT,
            SCHEMAS,
            VALUES,
            BACKGROUND,
            FOLLOWED_FILES,
            TELEMETRY,
            KAFKA_TUNING),
    BROKER_SERVICE(
            "broker-service",
            List.of("broker"),
            ANSWERING,
            CERTIFICATES,
            TRACING,
            STRICT_CONFIGURATION,
            HARDENING,
            SSO_SPI,
            SCHEMAS,
            VALUES,
            BACKGROUND,
            FOLLOWED_FILES,
            TELEMETRY,
            KAFKA_TUNING),
    SESSION_SERVICE(
            "session-service",
            List.of("session"),
            ANSWERING,
            CERTIFICATES,
            STRICT_CONFIGURATION,
            HARDENING,
            SCHEMAS,
            VALUES,
            BACKGROUND,
            FOLLOWED_FILES,
            TELEMETRY,
            KAFKA_TUNING),
    AUDIT_CONSOLE(
            "audit-console",
            List.of("console"),
            CERTIFICATES,
            STRICT_CONFIGURATION,
            HARDENING,
            SCHEMAS,
            VALUES,
            BACKGROUND,
            FOLLOWED_FILES,
            TELEMETRY,
            KAFKA_TUNING),
    THIRD_PARTY_BACKEND_EXAMPLE("third-party-backend-example", List.of("example"), SSO_SPI, VALUES),
    EMBEDDED_KAFKA("embedded-kafka", List.of("kafka.embedded")),
    STANDALONE(
            "standalone",
            List.of("standalone"),
            HTTP_ADAPTER,
            BROKER_SERVICE,
            AUDIT_CONSOLE,
            EMBEDDED_KAFKA,
            KAFKA_RIGHTS,
            SCHEMAS,
            VALUES,
            TELEMETRY);

    private static final String ROOT = "org.sessiontoken.";

    private final String folder;
    private final List<String> roots;
    private final List<HouseModule> known;

    HouseModule(String folder, List<String> roots, HouseModule... known) {
        this.folder = folder;
        this.roots = roots;
        this.known = List.of(known);
    }

    String folder() {
        return folder;
    }

    Path compiled() {
        return Repository.path(folder, "target", "classes");
    }

    /** The folders of the modules that this one may know. */
    List<String> knownFolders() {
        return known.stream().map(HouseModule::folder).toList();
    }

    boolean owns(String packageName) {
        return roots.stream()
                .map(ROOT::concat)
                .anyMatch(root -> packageName.equals(root) || packageName.startsWith(root + "."));
    }

    /** Its packages, as patterns. */
    String[] packages() {
        return packagesOf(Stream.of(this));
    }

    /** The packages of all modules that this one may not know, as patterns. */
    String[] forbiddenPackages() {
        return packagesOf(Arrays.stream(values()).filter(other -> other != this && !known.contains(other)));
    }

    static String[] packagesOf(HouseModule... modules) {
        return packagesOf(Arrays.stream(modules));
    }

    private static String[] packagesOf(Stream<HouseModule> modules) {
        return modules.flatMap(module -> module.roots.stream())
                .map(root -> ROOT + root + "..")
                .toArray(String[]::new);
    }
}
