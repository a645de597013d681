package org.sessiontoken.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sessiontoken.setting.DurationText;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class StrictConfigurationTest {

    private static final String CANARY = "s3cret-canary";

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    deadline: 5                | ags.broker.deadline must be a duration with its unit, such as 500ms, 30s, 5m, 2h or 7d
                    deadline: '5'              | ags.broker.deadline must be a duration with its unit, such as 500ms, 30s, 5m, 2h or 7d
                    deadline: ${TTL}           | ags.broker.deadline must be a duration with its unit, such as 500ms, 30s, 5m, 2h or 7d
                    deadline: soon             | ags.broker.deadline must be a duration with its unit, such as 500ms, 30s, 5m, 2h or 7d
                    deadline: 400d             | ags.broker.deadline must be from 1s to 1d, and it is 400d
                    deadline: [5m]             | 'ags.broker.deadline[0] is not a setting: ags.broker.deadline must be one value'
                    deadline:                  | 'ags.broker.deadline is empty: give it a value, or remove it'
                    deadline: ''               | 'ags.broker.deadline is empty: give it a value, or remove it'
                    deadlin: 5m                | 'ags.broker.deadlin is not a setting: ags.broker has [deadline, enabled, entries, file, max, name, services]'
                    max: 012                   | 'ags.broker.max is read by YAML as another value than the one written: put a text in quotes, and write a number in decimal'
                    max: 0x10                  | 'ags.broker.max is read by YAML as another value than the one written'
                    max: 1_000                 | 'ags.broker.max is read by YAML as another value than the one written'
                    max: 1e3                   | 'ags.broker.max is read by YAML as another value than the one written'
                    max: '012'                 | 'ags.broker.max must be a whole number in decimal, such as 12'
                    max: s3cret-canary         | 'ags.broker.max must be a whole number in decimal, such as 12'
                    name: no                   | 'ags.broker.name is read by YAML as another value than the one written'
                    name: 12:30                | 'ags.broker.name is read by YAML as another value than the one written'
                    name: ~                    | 'ags.broker.name is empty: give it a value, or remove it'
                    name: "s3cret-canary\\u00a0" | ags.broker.name must be one line of visible characters, and it has U+00A0 (no-break space)
                    name: s3cret-canary${NOT_SET} | 'ags.broker.name has the placeholder ${NOT_SET}, which is not set: '
                    name: ${INDIRECT}          | 'ags.broker.name has a placeholder whose value has a placeholder that is not set: '
                    name: s3cret-canary${NOT_SET | 'ags.broker.name has ${ without }: close the placeholder'
                    name: s3cret-canary${}     | 'ags.broker.name has a placeholder without a name'
                    enabled: yes               | 'ags.broker.enabled is read by YAML as another value than the one written'
                    enabled: 'yes'             | 'ags.broker.enabled must be true or false'
                    enabled: 1                 | 'ags.broker.enabled must be true or false'
                    services:                  | 'ags.broker.services has no value: write [] or {} for none, or remove it'
                    services: x                | 'ags.broker.services must be a list or have settings below it, and it is one value'
                    services: [{typ: a}]       | 'ags.broker.services[0].typ is not a setting: ags.broker.services[0] has [options, type]'
                    services: [{type: on}]     | 'ags.broker.services[0].type is read by YAML as another value than the one written'
                    entries: {a: 010}          | 'ags.broker.entries.a is read by YAML as another value than the one written'
                    """)
    void refusesWhatNobodyMeantWithFileAndLine(String line, String refusal) throws IOException {
        String refused = start("ags:\n  broker:\n    " + line + "\n");

        assertThat(refused).startsWith(file() + ", line 3: " + refusal).doesNotContain(CANARY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "deadline: 5m",
                "deadline: ${NOT_SET:5m}",
                "max: 12",
                "max: &twelve 12",
                "name: 12",
                "name: 'no'",
                "name: \\${NOT_SET}",
                "enabled: true",
                "services: []",
                "services: [{type: a, options: {b: {c: 1}, d: true}}]",
                "entries: {}"
            })
    void takesWhatMeansWhatIsWritten(String line) throws IOException {
        assertThat(start("ags:\n  broker:\n    " + line + "\n")).isEmpty();
    }

    @Test
    void refusesASettingThatIsWrittenInTwoWays() throws IOException {
        assertThat(start("ags.broker.file: a\nags.broker.FILE: b\n"))
                .startsWith(file() + ", line 2: ags.broker.FILE is set twice, the other time as ags.broker.file");
    }

    @Test
    void refusesAPlaceholderOfSpringsOwnPropertiesToo() throws IOException {
        assertThat(start("spring:\n  kafka:\n    properties:\n      password: ${NOT_SET}\n"))
                .startsWith(file() + ", line 4: spring.kafka.properties.password has the placeholder ${NOT_SET}");
    }

    @Nested
    class TheEnvironment {

        @ParameterizedTest
        @ValueSource(
                strings = {"AGS_BROKER_FILE", "AGS_BROKER_SERVICES_0_TYPE", "AGS_BROKER_ENTRIES_ANY", "AGS_ADAPTER_X"})
        void mayHaveOurSettingsAndThoseOfOtherPrograms(String variable) throws IOException {
            assertThat(start("", Map.of(variable, "a"))).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "AGS_BROKER_SERVICE_HOST",
                    "AGS_BROKER_SERVICE_PORT",
                    "AGS_BROKER_PORT",
                    "AGS_BROKER_PORT_8081_TCP_ADDR"
                })
        void mayHaveWhatKubernetesAddsForAServiceOfThatName(String variable) throws IOException {
            assertThat(start("", Map.of(variable, "tcp://10.0.0.1:8081"))).isEmpty();
        }

        @Test
        void isRefusedWhereANameIsMisspelt() throws IOException {
            assertThat(start("", Map.of("AGS_BROKER_DEADLIN", CANARY)))
                    .isEqualTo("the environment variable AGS_BROKER_DEADLIN is not a setting");
        }

        @Test
        void isHeldToTheSameRules() throws IOException {
            assertThat(start("", Map.of("AGS_BROKER_DEADLINE", "5")))
                    .startsWith("ags.broker.deadline must be a duration with its unit");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    a: 1\\na: 2                 | at line 2: a key is given twice in the same place
                    a: *s3cret-canary          | at line 1: there is an alias (*) without its anchor
                    a: [s3cret-canary          | at line 2: a list, a map or a quoted text is not closed
                    a:\\n\\tb: s3cret-canary   | at line 2: a tab stands where only spaces may
                    a: b: s3cret-canary        | at line 1: a key stands where a value should
                    a: %s3cret-canary          | at line 1: a value begins with a character that has a meaning of its own
                    """)
    void saysWhatIsNotYamlWithoutTheLinesAroundIt(String yaml, String refusal) throws IOException {
        assertThat(start(yaml.translateEscapes() + "\n")).contains(refusal).doesNotContain(CANARY);
    }

    private Path file() {
        return folder.resolve("strict.yaml");
    }

    private String start(String yaml) throws IOException {
        return start(yaml, Map.of());
    }

    /** What the operator is told, or nothing if the program starts. */
    private String start(String yaml, Map<String, Object> environment) throws IOException {
        Files.writeString(file(), yaml);
        Map<String, Object> variables = new HashMap<>(environment);
        variables.put("TTL", "5");
        variables.put("INDIRECT", CANARY + "${NO}");
        SpringApplicationBuilder application = new SpringApplicationBuilder(Program.class)
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .logStartupInfo(false)
                .initializers(context -> context.getEnvironment()
                        .getPropertySources()
                        .addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment", variables)))
                .initializers(new StrictConfiguration("ags.broker", "ags.adapter"));
        Throwable failure = catchThrowable(() -> {
            try (ConfigurableApplicationContext started =
                    application.run("--spring.config.location=" + file().toUri())) {
                assertThat(started.isActive()).isTrue();
            }
        });
        return failure == null ? "" : told(failure);
    }

    private static String told(Throwable failure) {
        return Stream.of(new InvalidConfigurationAnalyzer(), new YamlFailureAnalyzer())
                .map(analyzer -> analyzer.analyze(failure))
                .filter(Objects::nonNull)
                .map(FailureAnalysis::getDescription)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no refusal for the operator", failure));
    }

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(Settings.class)
    static class Program {}

    /** Settings of every kind. */
    @ConfigurationProperties("ags.broker")
    record Settings(
            @DefaultValue("1m") Duration deadline,
            @DefaultValue("1") int max,
            @Nullable String name,
            @DefaultValue("false") boolean enabled,
            @Nullable Path file,
            @DefaultValue List<Service> services,
            @DefaultValue Map<String, String> entries) {

        Settings {
            DurationText.requireBetween("deadline", deadline, Duration.ofSeconds(1), Duration.ofDays(1));
        }
    }

    record Service(@Nullable String type, @DefaultValue Map<String, String> options) {}
}
