package org.sessiontoken.hardening;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

@ExtendWith(OutputCaptureExtension.class)
class ProductionChecksTest {

    private static final Path MANUAL = Path.of("..", "docs", "manual", "configuration.md");

    /** As production should be: none of these gives rise to a word. */
    private static final List<String> GOOD = List.of(
            "server.port=8080",
            "server.ssl.bundle=web",
            "management.server.port=9080",
            "management.endpoints.web.exposure.include=health,prometheus",
            "spring.kafka.bootstrap-servers=kafka-1:9093,kafka-2:9093",
            "spring.kafka.security.protocol=SASL_SSL",
            "logging.level.org.apache.coyote=WARN",
            "logging.level.org.sessiontoken=DEBUG");

    /** @return why it does not start, empty if it does */
    private static String start(Program program, List<String> settings) {
        Throwable refused = catchThrowable(() -> {
            try (ConfigurableApplicationContext started = new SpringApplicationBuilder(Nothing.class)
                    .web(WebApplicationType.NONE)
                    .bannerMode(Banner.Mode.OFF)
                    .logStartupInfo(false)
                    .initializers(new ProductionChecks(program))
                    .run(settings.stream().map(setting -> "--" + setting).toArray(String[]::new))) {
                assertThat(started.isRunning()).isTrue();
            }
        });
        return refused == null ? "" : Objects.requireNonNullElse(refused.getMessage(), "no message");
    }

    private static List<String> goodBut(String changes) {
        List<String> settings = new ArrayList<>(GOOD);
        settings.addAll(Stream.of(changes.split(" ")).toList());
        // A setting that is given twice would be a list.
        Stream.of(changes.split(" "))
                .map(change -> change.substring(0, change.indexOf('=') + 1))
                .forEach(name -> settings.removeIf(setting -> GOOD.contains(setting) && setting.startsWith(name)));
        return settings;
    }

    @ParameterizedTest
    @EnumSource(Program.class)
    void sayNothingOfWhatIsAsItShouldBe(Program program, CapturedOutput output) {
        assertThat(start(program, GOOD)).isEmpty();
        assertThat(output.getAll()).doesNotContain("WARN");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ADAPTER | management.endpoints.web.exposure.include=*             | management.endpoints.web.exposure.include has *, which is for development: name no others than
            BROKER  | management.endpoints.web.exposure.include=health,heapdump | management.endpoints.web.exposure.include has heapdump,
            BROKER  | management.endpoints.web.exposure.include=env           | management.endpoints.web.exposure.include has env,
            CONSOLE | management.endpoints.web.exposure.include=shutdown      | management.endpoints.web.exposure.include has shutdown,
            CONSOLE | management.endpoints.web.exposure.include=loggers       | management.endpoints.web.exposure.include has loggers,
            ADAPTER | management.endpoint.health.show-details=always management.server.port=8080 | 'management.endpoint.health.show-details is always, on the port that everybody asks: write never, or give management a port of its own'
            ADAPTER | management.endpoint.health.group.readiness.show-details=always management.server.port= | management.endpoint.health.show-details is always
            CONSOLE | spring.web.error.include-stacktrace=always              | 'spring.web.error.include-stacktrace shows stack traces to whoever asks: remove it'
            ADAPTER | server.http2.enabled=true                               | 'server.http2.enabled is true, by which a caller can hold the threads that answer others: remove it'
            ADAPTER | spring.ssl.bundle.pem.web.reload-on-update=true         | 'spring.ssl.bundle.pem.web.reload-on-update is true, so that half of a pair may be used while both files are being replaced: remove it'
            BROKER  | spring.ssl.bundle.jks.kafka.reload-on-update=true       | spring.ssl.bundle.jks.kafka.reload-on-update is true
            """)
    void refuseWhatIsForDevelopment(Program program, String changes, String refusal) {
        assertThat(start(program, goodBut(changes))).startsWith(refusal);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ADAPTER | server.ssl.bundle=                        | 'server.ssl.bundle is not set, so that credentials cross the network as they are: set it, or name the proxy that speaks TLS in ags.adapter.trusted-proxies'
            ADAPTER | server.ssl.enabled=false                  | server.ssl.bundle is not set
            CONSOLE | server.ssl.bundle= ags.console.access.public-url=http://c | 'server.ssl.bundle is not set, so that credentials cross the network as they are: set it, or write the https address'
            BROKER  | spring.kafka.security.protocol=           | 'spring.kafka.security.protocol is without TLS, so that whoever is on the way to Kafka can read and change events: write SSL or SASL_SSL'
            CONSOLE | spring.kafka.security.protocol=SASL_PLAINTEXT | 'spring.kafka.security.protocol is without TLS, so that whoever is on the way to Kafka can read and change events, and read the password'
            ADAPTER | logging.level.org.apache.coyote=DEBUG     | logging.level.org.apache.coyote lets the log show what callers send
            ADAPTER | logging.level.org.apache.coyote.http11=trace | logging.level.org.apache.coyote.http11 lets the log show what callers send
            ADAPTER | logging.level.org.springframework.web=DEBUG | logging.level.org.springframework.web lets the log show what callers send
            ADAPTER | server.tomcat.accesslog.enabled=true      | server.tomcat.accesslog.enabled writes the paths and queries
            CONSOLE | ags.console.access.one-time-link-file=/l  | ags.console.access.one-time-link-file makes an auditor of whoever can read the file
            ADAPTER | management.server.port=8080               | management.server.port is the port that everybody asks
            """)
    void warnOfWhatAnOperatorMustKnow(Program program, String changes, String warning, CapturedOutput output) {
        assertThat(start(program, goodBut(changes))).isEmpty();

        assertThat(output.getOut().lines().filter(line -> line.contains("WARN")))
                .singleElement()
                .asString()
                .contains(warning);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ADAPTER | server.ssl.bundle= ags.adapter.trusted-proxies=10.0.0.0/8
            ADAPTER | server.ssl.bundle= server.address=127.0.0.1
            CONSOLE | server.ssl.bundle= ags.console.access.public-url=https://console.example.org
            BROKER  | server.ssl.bundle=
            BROKER  | management.server.port=
            BROKER  | management.endpoint.health.show-details=always management.server.port=
            ADAPTER | management.endpoint.health.show-details=always
            ADAPTER | management.server.port=8080 server.address=localhost
            BROKER  | spring.kafka.security.protocol= spring.kafka.bootstrap-servers=localhost:9092,[::1]:9092
            BROKER  | spring.kafka.security.protocol= spring.kafka.properties.security.protocol=SSL
            ADAPTER | logging.level.org.apache.coyote=ERROR
            ADAPTER | spring.ssl.bundle.pem.web.reload-on-update=false spring.ssl.bundle.pem.web.truststore.certificate=/c
            """)
    void sayNothingWhereNobodyElseCanBeThere(Program program, String changes, CapturedOutput output) {
        assertThat(start(program, goodBut(changes))).isEmpty();
        assertThat(output.getAll()).doesNotContain("WARN");
    }

    @Test
    void nameAllThatIsToBeMendedAtOnce() {
        assertThat(
                        start(
                                Program.ADAPTER,
                                goodBut(
                                        "management.endpoints.web.exposure.include=env spring.web.error.include-stacktrace=always")))
                .contains("exposure.include has env")
                .contains("include-stacktrace shows");
    }

    @Test
    void letDevelopmentDoAsItLikes(CapturedOutput output) {
        assertThat(start(
                        Program.ADAPTER,
                        List.of(
                                "ags.development=true",
                                "management.endpoints.web.exposure.include=*",
                                "logging.level.org.apache.coyote=TRACE")))
                .isEmpty();
        assertThat(output.getAll()).doesNotContain("WARN");
    }

    @ParameterizedTest
    @EnumSource(ProductionCheck.class)
    void areAllInTheManual(ProductionCheck check) throws IOException {
        String verdict = check.verdict() == ProductionCheck.Verdict.REFUSED ? "refused" : "a warning";

        assertThat(Files.readString(MANUAL).lines())
                .anyMatch(
                        line -> line.startsWith("| `" + check.setting() + "`") && line.contains("| " + verdict + " |"));
    }

    @Configuration(proxyBeanMethods = false)
    static class Nothing {}
}
