package org.sessiontoken.broker.authservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sessiontoken.broker.authservice.AuthServices.Configured;
import org.sessiontoken.broker.guard.BackendGuard;
import org.sessiontoken.broker.guard.Guards;
import org.sessiontoken.broker.outbound.OutboundHttpFactory;
import org.sessiontoken.files.FileStates;
import org.sessiontoken.keys.DevelopmentKeys;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * What an auth services' file may say that nobody can have meant, and what the operator is told in place of it. Each row is a
 * line of an entry: the first characters of the line say what it is written under.
 */
class RefusedSettingsTest {

    private static final String CANARY = "s3cret-canary";

    /** Each of these has all that its type needs, and ends with its options. */
    private static final Map<String, String> TYPES = Map.of(
            "callout", """
                    auth-services:
                      - tenant-id: demo
                        auth-service-id: login
                        type: http-callout
                        options:
                          uri: https://login.example/verify
                          account-pointer: /id
                          parameters: {Password: password}
                    """,
            "oidc", """
                    auth-services:
                      - tenant-id: demo
                        auth-service-id: login
                        type: oidc-jwt
                        options:
                          issuer: https://127.0.0.1:1
                          audience: ags
                    """,
            "introspection", """
                    auth-services:
                      - tenant-id: demo
                        auth-service-id: login
                        type: oauth2-introspection
                        options:
                          introspection-uri: https://login.example/introspect
                          client-id: broker
                    """);

    @TempDir
    Path folder;

    private final BackendGuard guard = Guards.counting(new SimpleMeterRegistry());

    @AfterEach
    void close() {
        guard.close();
    }

    @Nested
    class TheFile {

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                        ''                                             | ' is empty: write auth-services: [] for none'
                        '  \\n# only a comment\\n'                       | ' is empty: write auth-services: [] for none'
                        '---\\n'                                        | ' is empty: write auth-services: [] for none'
                        '~'                                            | ' is empty: write auth-services: [] for none'
                        '{}'                                           | ', line 1: the list auth-services is missing: write auth-services: [] for none'
                        'auth-services:'                               | ', line 1: auth-services has no value: write auth-services: [] for none'
                        'auth-services: ~'                             | ', line 1: auth-services has no value: write auth-services: [] for none'
                        'auth-services: {}'                            | ', line 1: auth-services must be a list: begin each entry with a hyphen'
                        'auth-services: x'                             | ', line 1: auth-services must be a list: begin each entry with a hyphen'
                        '[]'                                           | ', line 1: the file must have the list auth-services and nothing else'
                        'auth-service: []'                             | ', line 1: auth-service must not be in this file, which has the list auth-services and nothing else'
                        'auth-services: []\\nmore: 1'                    | ', line 2: more must not be in this file, which has the list auth-services and nothing else'
                        'auth-services: []\\n---\\nauth-services: []'     | ', line 3: the file must be one YAML document: remove the line ---'
                        'auth-services: []\\nauth-services: []'          | ', line 2: the file has the key auth-services twice: remove one'
                        'auth-services: [x]'                           | ', line 1: auth-services[0] must have settings, such as tenant-id: demo'
                        'auth-services: [~]'                           | ', line 1: auth-services[0] must have settings, such as tenant-id: demo'
                        'auth-services: ['                             | ', line 1: a list, a map or a quoted text is not closed, or the indentation is wrong'
                        """)
        void isRefusedUnlessItIsOneListOfEntries(String content, String refusal) throws IOException {
            assertRefused(content.replace("\\n", "\n"), refusal);
        }

        @Test
        void mayBeTheEmptyList() throws IOException {
            assertThat(load("auth-services: []\n")).isEmpty();
            assertThat(load("\uFEFF# none\nauth-services: []\n")).isEmpty();
        }

        @Test
        void isNotLargerThanAnybodyNeeds() throws IOException {
            assertRefused("auth-services: [] #" + "x".repeat(3_000_000), " must have at most 3 MB");
        }

        @Test
        void isUtf8() throws IOException {
            Path file = Files.write(folder.resolve("auth-services.yaml"), new byte[] {(byte) 0xE4});

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> AuthServiceFile.read(file, new StandardEnvironment()))
                    .withMessage(file + " must be text in UTF-8: save it again in that encoding");
        }
    }

    @Nested
    class ASettingOfAnEntry {

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                        token-ttl: 5                       | .token-ttl must be a duration with its unit, such as 500ms, 30s, 5m, 2h or 7d
                        token-ttl: 5us                     | .token-ttl must be a duration with its unit, such as 500ms, 30s, 5m, 2h or 7d
                        token-ttl: 400d                    | .token-ttl must be from 1s to 30d, and it is 400d
                        token-ttl: 5ms                     | .token-ttl must be from 1s to 30d, and it is 5ms
                        token-ttl: -5m                     | .token-ttl must be a duration with its unit, such as 500ms, 30s, 5m, 2h or 7d
                        token-ttl:                         | '.token-ttl has no value: give it one, or remove it.'
                        token-ttl: ~                       | '.token-ttl has no value: give it one, or remove it.'
                        token-ttl: ''                      | '.token-ttl is empty: give it a value, or remove it'
                        token-ttl: [5m]                    | .token-ttl must be one value, and it is a list
                        token-ttl: {value: 5m}             | '.token-ttl.value is not a setting: auth-services[0].token-ttl must be one value'
                        requests-per-second: 0             | .requests-per-second must be from 1 to 1000000, and it is 0
                        requests-per-second: 1e3           | .requests-per-second must be a whole number in decimal, such as 12
                        requests-per-second: 0x10          | .requests-per-second must be a whole number in decimal, such as 12
                        requests-per-second: 012           | .requests-per-second must be a whole number in decimal, such as 12
                        requests-per-second: 1_000         | .requests-per-second must be a whole number in decimal, such as 12
                        requests-per-second: 0.5           | .requests-per-second must be a whole number in decimal, such as 12
                        requests-per-second: 99999999999   | .requests-per-second must be a value of this setting's type
                        tokenttl-x: 5m                     | '.tokenttl-x is not a setting: auth-services[0] has [auth-service-id, display-attributes, guard, guessing, options, requests-per-second, tenant-id, token-ttl, type]'
                        tenant-id: other                   | ' has the key tenant-id twice: remove one'
                        tenantId: other                    | '.tenantId is not a setting: auth-services[0] has [auth-service-id, '
                        TENANT-ID: other                   | '.TENANT-ID is set twice, the other time as auth-services[0].tenant-id: remove one'
                        display-attributes: Operator       | .display-attributes must be a list or have settings below it, and it is one value
                        display-attributes: {name: [a, b]} | .display-attributes.name must be one value, and it is a list
                        display-attributes: {name: {a: b}} | .display-attributes.name must be one value, and it is a map
                        guard: strict                      | .guard must be a list or have settings below it, and it is one value
                        guard: {max-attemps: 3}            | '.guard.max-attemps is not a setting: auth-services[0].guard has [failure-rate-threshold, max-attempts,'
                        guard: {max-attempts: 100000}      | .guard.max-attempts must be from 1 to 10, and it is 100000
                        guard: {max-attempts: 0}           | .guard.max-attempts must be from 1 to 10, and it is 0
                        guard: {wait-duration: 5}          | .guard.wait-duration must be a duration with its unit, such as 500ms, 30s, 5m, 2h or 7d
                        guard: {wait-duration: 5s}         | '.guard.wait-duration must be at most timeout-duration, 3s, and it is 5s: '
                        guard: {timeout-duration: 2m}      | .guard.timeout-duration must be at most ags.broker.max-deadline, 1m, and it is 2m
                        guard: {slow-call-duration-threshold: 4s} | '.guard.slow-call-duration-threshold must be at most timeout-duration, 3s, and it is 4s: '
                        guard: {minimum-number-of-calls: 200} | '.guard.minimum-number-of-calls must be at most sliding-window-size, 100, and it is 200'
                        guard: {failure-rate-threshold: 0.5} | .guard.failure-rate-threshold must be a whole number in decimal, such as 12
                        guard: {failure-rate-threshold: 50%} | .guard.failure-rate-threshold must be a whole number in decimal, such as 12
                        guessing: {failures-per-address: 0} | .guessing.failures-per-address must be from 1 to 1000000, and it is 0
                        guessing: {enabled: yes}           | .guessing.enabled must be true or false
                        guessing: {window: 5m}             | '.guessing.window is not a setting: '
                        guessing: {account-parameter: Nobody} | '.guessing.account-parameter must be a parameter of the auth service: '
                        """)
        void isRefusedWithItsLine(String line, String refusal) throws IOException {
            String yaml = entry("callout").replace("    type:", "    " + line + "\n    type:");

            assertRefused(yaml, ", line 4: auth-services[0]" + refusal);
        }

        @Test
        void isNamedWithTheLineOfTheKeyItself() throws IOException {
            String yaml = entry("callout")
                    .replace("    type:", "    guard:\n      max-attempts: 1\n\n      max-atempts: 1\n    type:");

            assertRefused(yaml, ", line 7: auth-services[0].guard.max-atempts is not a setting");
        }

        @ParameterizedTest
        @ValueSource(strings = {"no", "on", "012", "0x10", "1e3", "1_000", "2026-11-28", "12:30", ".inf", "Y"})
        void isTheTextThatIsWrittenWhateverYamlMakesOfIt(String name) throws IOException {
            assertThat(load(entry("callout").replace("service-id: login", "service-id: " + name)))
                    .extracting(one -> one.service().key().authServiceId().value())
                    .containsExactly(name);
        }
    }

    @Nested
    class AnOption {

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                        callout | statuses: {unauthorised: 401, 200}  | '.statuses.200 has no value: give it one, or remove it. Between braces a comma begins another key'
                        callout | 'statuses: {unauthorised: "401, 200"}' | '.statuses.authenticated must list a status, since 200 is listed with another meaning and nobody could sign in'
                        callout | statuses: {unauthorized: 401}       | .statuses.unauthorized is not an option of this type, which has [
                        callout | statuses: 401                       | .statuses
                        callout | timeout: 5                          | '.timeout must be a duration with its unit, such as '
                        callout | timeout: 10s                        | '.timeout must be at most guard.timeout-duration, 3s, after which the call ends anyway, and it is 10s: '
                        callout | connect-timeout: 5s                 | '.connect-timeout must be at most guard.timeout-duration, 3s, after which'
                        callout | 'method: [POST]'                    | '.method must be one value, and it is a list: write method: value'
                        callout | 'headers: [a, b]'                   | .headers must have names and values below it
                        callout | 'headers: {X: [a, b]}'              | '.headers.X must be one value, and it is a list: write X: value'
                        callout | 'headers: {X: {a: b}}'              | '.headers.X must be one value, and it is a map'
                        callout | 'headers: {X: "s3cret-canary${NOT_SET}"}' | '.headers.X has the placeholder ${NOT_SET}, which is not set: '
                        callout | allow-http: yes                     | .allow-http must be true or false
                        callout | allow-http: on                      | .allow-http must be true or false
                        callout | repeatable: 1                       | .repeatable must be true or false
                        callout | max-response-size: 64               | .max-response-size must be a size from 1KB to 1MB
                        callout | max-response-size: 0x10000          | .max-response-size must be a size from 1KB to 1MB
                        callout | acount-pointer: /id                 | .acount-pointer is not an option of this type, which has [
                        callout | account-pointer: /other             | '.options has the key account-pointer twice: remove one'
                        oidc    | 'required-claims: {groups: [a, b]}' | '.required-claims.groups must be one value, and it is a list: write groups: value'
                        oidc    | 'required-claims: {realm_access: {roles: a}}' | '.required-claims.realm_access must be one value, and it is a map'
                        oidc    | required-claims: admin              | '.required-claims must have names and values below it'
                        oidc    | 'tenant-claim: ""'                  | '.tenant-claim is empty: give it a value, or remove it'
                        oidc    | tenant-claim:                       | '.tenant-claim has no value'
                        oidc    | keys-timeout: 5s                    | '.keys-timeout must be at most guard.timeout-duration, 3s, after which'
                        oidc    | keys-refresh-ahead: 15m             | .keys-refresh-ahead must be shorter than keys-lifetime, 15m, and it is 15m
                        oidc    | keys-lifetime: 15                   | '.keys-lifetime must be a duration with its unit, such as '
                        oidc    | clock-skew: 6m                      | .clock-skew must be from 0s to 5m, and it is 6m
                        oidc    | 'algorithms: [RS256, HS256]'        | '.algorithms must be one or more of '
                        introspection | client-secret: ${NOT_SET}     | '.client-secret has the placeholder ${NOT_SET}, which is not set: set the environment variable, give a default as in ${NOT_SET:default}, or write \\${ for the characters themselves'
                        introspection | client-secret: ${INDIRECT}    | '.client-secret has a placeholder whose value has a placeholder that is not set: '
                        introspection | 'client-secret: "s3cret-canary${NOT_SET"' | '.client-secret has ${ without }'
                        introspection | client-secret:                | '.client-secret has no value'
                        introspection | 'client-secret: "s3cret-canary "' | .client-secret must have no space at either end
                        introspection | 'client-secret: "s3cret-canary\\u00a0"' | .client-secret must be one line of visible characters, and it has U+00A0 (no-break space)
                        introspection | 'client-secret: "s3cret-canary\\u200b"' | .client-secret must be one line of visible characters, and it has U+200B (zero width space)
                        introspection | 'client-secret: "s3cret-\\0canary"' | .client-secret must be one line of visible characters, and it has U+0000 (null)
                        introspection | 'client-secret: [s3cret-canary]'  | '.client-secret must be one value, and it is a list'
                        introspection | 'client-secret: {x: s3cret-canary}' | '.client-secret.x is not an option of this type'
                        introspection | client-secret: !s3cret-canary x | .client-secret must have no tag (!)
                        introspection | client-secret: *s3cret-canary | 'there is an alias (*) without its anchor (&): put a value that begins with * in quotes'
                        introspection | client-secret: &s3cret-canary | .client-secret has no value
                        introspection | client-secret: %s3cret-canary | a value begins with a character that has a meaning of its own
                        introspection | client-secret-file: /nowhere  | '.client-secret-file: file ''/nowhere'' cannot be read (NoSuchFileException): check that it exists and may be read'
                        """)
        void isRefusedWithItsLine(String type, String line, String refusal) throws IOException {
            String yaml = entry(type);
            long number = yaml.lines().count() + 1;
            String path = refusal.startsWith(".options") ? "auth-services[0]" : "auth-services[0].options";

            assertRefused(
                    yaml + "      " + line + "\n",
                    ", line " + number + ": " + (refusal.startsWith(".") ? path + refusal : refusal));
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                        callout | 'statuses: {unauthorised: [401, 404]}'
                        callout | 'statuses: {unauthorised: "401, 404"}'
                        callout | 'optional-parameters: [Password]'
                        callout | timeout: 3s
                        oidc    | 'algorithms: [RS256, ES256]'
                        oidc    | 'required-claims: {active: true, level: 7, "https://operator.example/x": no}'
                        introspection | client-secret: 0123
                        introspection | client-secret: ${SET}
                        introspection | client-secret: ${NOT_SET:default}
                        introspection | client-secret: \\${NOT_SET}
                        """)
        void isTakenWhereItMeansWhatIsWritten(String type, String line) {
            assertThatCode(() -> load(entry(type) + "      " + line + "\n"
                            + (type.equals("introspection") ? "      required-scope: [a, b]\n" : "")))
                    .doesNotThrowAnyException();
        }

        @Test
        void mayBeSharedByAnchorsAndMerges() throws IOException {
            String yaml = entry("callout").replace("options:", "options: &shared")
                    + "  - tenant-id: demo\n    auth-service-id: other\n    type: http-callout\n"
                    + "    options: {<<: *shared, timeout: 1s}\n";

            assertThat(load(yaml)).hasSize(2);
        }
    }

    private void assertRefused(String yaml, String refusal) throws IOException {
        Path file = write(yaml);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> load(file))
                .withMessageStartingWith(file + refusal)
                .withMessageNotContaining(CANARY);
    }

    private static String entry(String type) {
        return Objects.requireNonNull(TYPES.get(type));
    }

    private List<Configured> load(String yaml) throws IOException {
        return load(write(yaml));
    }

    private List<Configured> load(Path file) {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource("test", Map.of("SET", CANARY, "INDIRECT", CANARY + "${NO}")));
        BackendCreator backends = new BackendCreator(
                new BackendTypes(new FactoryDiscovery(getClass().getClassLoader()).factories()),
                new OutboundHttpFactory(new DefaultSslBundleRegistry(), ObservationRegistry.NOOP, Clock.systemUTC()),
                DevelopmentKeys.REFUSED,
                Clock.systemUTC(),
                new SimpleMeterRegistry());
        AuthServices loaded = new AuthServiceLoader(
                        new AuthServiceProperties(List.of(), file),
                        new AuthServiceFactory(backends, guard, AuthServiceFixture.GUESSING, Duration.ofMinutes(1)),
                        environment)
                .load(new AuthServices(List.of()), AuthServiceLoader.Reading.after(FileStates.NONE));
        loaded.all().forEach(Configured::close);
        return List.copyOf(loaded.all());
    }

    private Path write(String yaml) throws IOException {
        return Files.writeString(folder.resolve("auth-services.yaml"), yaml);
    }
}
