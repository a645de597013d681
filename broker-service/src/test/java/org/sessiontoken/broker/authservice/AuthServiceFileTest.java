package org.sessiontoken.broker.authservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class AuthServiceFileTest {

    @TempDir
    private Path folder;

    @Test
    void readsEntriesAndResolvesPlaceholdersFromTheEnvironment() throws IOException {
        AuthServiceFile file = AuthServiceFile.read(write("""
                        auth-services:
                          - tenant-id: demo
                            auth-service-id: remote
                            type: http-callout
                            token-ttl: 90s
                            guard:
                              timeout-duration: 700ms
                            options:
                              uri: https://login.example/verify
                              headers:
                                X-Api-Key: ${API_KEY}
                        """), environment());

        AuthServiceProperties.Entry entry = file.entries().get(0);
        assertThat(entry.authServiceId()).isEqualTo("remote");
        assertThat(entry.tokenTtl()).isEqualTo(Duration.ofSeconds(90));
        assertThat(entry.guard().timeoutDuration()).isEqualTo(Duration.ofMillis(700));
        assertThat(entry.guard().maxAttempts()).isEqualTo(2);
        assertThat(entry.options()).containsEntry("headers.X-Api-Key", "from-the-environment");
    }

    @Test
    void readsTheExampleOfTheManual() throws IOException {
        String manual = Files.readString(Path.of("..", "docs", "manual", "auth-services-file.md"));
        Matcher example = Pattern.compile("(?s)```yaml\n(.+?)```").matcher(manual);
        assertThat(example.find()).isTrue();

        AuthServiceFile file = AuthServiceFile.read(write(example.group(1)), environment());

        assertThat(file.entries())
                .extracting(AuthServiceProperties.Entry::type)
                .containsExactly("shared-secret-jwt", "http-callout");
        assertThat(file.entries().get(1).guard().timeoutDuration()).isEqualTo(Duration.ofMillis(800));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            a misspelt setting            | '    tokenttl-x: 5m'            | 4
            a wrong duration              | '    token-ttl: soon'           | 4
            a nonsensical guard           | '    guard: {failure-rate-threshold: 400}' | 4
            a list where text should be   | '    type: [a, b]'              | 4
            YAML that is not well-formed  | '    type: "open'               | 5
            """)
    void namesTheLineOf(String what, String line, int number) throws IOException {
        Path file = write("auth-services:\n  - tenant-id: demo\n    auth-service-id: remote\n" + line + "\n");

        assertThatThrownBy(() -> AuthServiceFile.read(file, environment()))
                .as(what)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(file + ", line ")
                .hasMessageContaining(", line " + number + ": ");
    }

    @Test
    void putsTheLineBeforeWhatIsFoundWrongLater() throws IOException {
        AuthServiceFile file = AuthServiceFile.read(write("""
                        auth-services:
                          - tenant-id: demo
                            auth-service-id: one
                            type: a
                          - tenant-id: demo
                            auth-service-id: two
                            type: b
                            options:
                              keys: /nowhere
                        """), environment());

        assertThat(file.locate("auth-services[1].options.keys: cannot be read"))
                .endsWith(", line 9: auth-services[1].options.keys: cannot be read");
        assertThat(file.locate("auth-services[1].options.issuer is missing"))
                .endsWith(", line 8: auth-services[1].options.issuer is missing");
        assertThat(file.locate("auth-services[0].options.keys is missing"))
                .endsWith(", line 2: auth-services[0].options.keys is missing");
    }

    private static ConfigurableEnvironment environment() {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource("test", Map.of("API_KEY", "from-the-environment")));
        return environment;
    }

    private Path write(String yaml) throws IOException {
        return Files.writeString(folder.resolve("auth-services.yaml"), yaml);
    }
}
