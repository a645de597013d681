package org.sessiontoken.backend.introspection;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sessiontoken.backend.MutableClock;
import org.sessiontoken.backend.TestRequests;
import org.sessiontoken.sso.LogRecorder;
import org.sessiontoken.sso.ProviderFailure;
import org.sessiontoken.sso.SsoBackend;
import org.sessiontoken.sso.SsoOutcome;
import org.sessiontoken.sso.SsoOutcome.Authenticated;
import org.sessiontoken.sso.SsoOutcome.Forbidden;
import org.sessiontoken.sso.SsoOutcome.Unauthorised;
import org.sessiontoken.sso.SsoOutcome.Unavailable;
import org.sessiontoken.sso.TestBackendContext;
import org.sessiontoken.value.AccountId;

/** RFC 7662, sections 2.2 and 2.3, and what no server should answer. */
class IntrospectionResponseTest {

    private static final String TOKEN = "canary-token-5f2d";
    private static final String SECRET = "canary-secret-77aa";
    private static final SsoOutcome AUTHENTICATED = new Authenticated(new AccountId("account-1"));

    /** 2026-03-01T12:05:00Z, five minutes after requests are made. */
    private static final String ACTIVE =
            "{\"active\":true,\"sub\":\"account-1\",\"tenant\":\"nagra\",\"exp\":1772366700}";

    @RegisterExtension
    static final WireMockExtension SERVER = WireMockExtension.newInstance()
            .options(wireMockConfig().bindAddress("127.0.0.1").dynamicPort())
            .build();

    @Nested
    class TheRequest {

        @Test
        void carriesTheTokenInItsBodyAloneAndTheClientInTheHeader() {
            answering(ACTIVE);

            ask(Map.of());

            // client%3A1:canary-secret-77aa in base64.
            SERVER.verify(postRequestedFor(urlEqualTo("/introspect"))
                    .withHeader("Authorization", equalTo("Basic Y2xpZW50JTNBMTpjYW5hcnktc2VjcmV0LTc3YWE="))
                    .withHeader("Accept", equalTo("application/json"))
                    .withHeader("Content-Type", equalTo("application/x-www-form-urlencoded"))
                    .withRequestBody(equalTo("token=" + TOKEN + "&token_type_hint=access_token")));
        }

        @Test
        void carriesTheClientInItsBodyWhereThatIsConfigured() {
            answering(ACTIVE);

            ask(Map.of("client-authentication", "client_secret_post"));

            SERVER.verify(postRequestedFor(urlEqualTo("/introspect"))
                    .withoutHeader("Authorization")
                    .withRequestBody(equalTo("token=" + TOKEN + "&token_type_hint=access_token&client_id=client%3A1"
                            + "&client_secret=" + SECRET)));
        }

        @Test
        void keepsATokenFromAddingFields() {
            answering(ACTIVE);
            try (SsoBackend backend = backend(Map.of(), clock())) {
                TestRequests.ask(
                        backend, TestRequests.request(Map.of("AccessToken", "a&token=b=c +%"), TestRequests.NOW));
            }

            SERVER.verify(postRequestedFor(urlEqualTo("/introspect"))
                    .withRequestBody(equalTo("token=a%26token%3Db%3Dc+%2B%25&token_type_hint=access_token")));
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "line\nend", "clé", "\u0000", "\u007f"})
        void isNotMadeOfWhatCanBeNoToken(String value) {
            try (SsoBackend backend = backend(Map.of(), clock())) {
                assertThat(TestRequests.ask(
                                backend, TestRequests.request(Map.of("AccessToken", value), TestRequests.NOW)))
                        .isEqualTo(new Unauthorised(IntrospectionReason.MALFORMED_TOKEN.code()));
            }
            SERVER.verify(0, postRequestedFor(anyUrl()));
        }

        @Test
        void mayBeRepeated() {
            try (SsoBackend backend = backend(Map.of(), clock())) {
                assertThat(backend.repeatable()).isTrue();
            }
        }
    }

    @Nested
    class AnAnswer {

        @Test
        void thatIsActiveAuthenticates() {
            answering(ACTIVE);

            assertThat(ask(Map.of())).isEqualTo(AUTHENTICATED);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "{`active`:false}                                                  | TOKEN_NOT_ACTIVE",
                    "{`active`:false,`sub`:`account-1`}                                | TOKEN_NOT_ACTIVE",
                    "{`active`:true}                                                   | MISSING_CLAIM",
                    "{`active`:true,`sub`:null}                                        | MISSING_CLAIM",
                    "{`active`:true,`sub`:``}                                          | MALFORMED_CLAIM",
                    "{`active`:true,`sub`:7}                                           | MALFORMED_CLAIM",
                    "{`active`:true,`sub`:[`account-1`]}                               | MALFORMED_CLAIM",
                    "{`active`:true,`sub`:`a\\u0000b`}                                 | MALFORMED_CLAIM",
                    "{`active`:true,`sub`:`account-1`,`exp`:`1772366700`}              | MALFORMED_CLAIM",
                    "{`active`:true,`sub`:`account-1`,`exp`:1772366700.5}              | MALFORMED_CLAIM",
                    "{`active`:true,`sub`:`account-1`,`exp`:-1}                        | MALFORMED_CLAIM",
                    "{`active`:true,`sub`:`account-1`,`exp`:1772366700000000}          | MALFORMED_CLAIM",
                    "{`active`:true,`sub`:`account-1`,`exp`:99999999999999999999999}   | MALFORMED_CLAIM",
                    "{`active`:true,`sub`:`account-1`,`exp`:1772366400}                | TOKEN_EXPIRED",
                    "{`active`:true,`sub`:`account-1`,`exp`:0}                         | TOKEN_EXPIRED",
                })
        void thatIsNotActiveOrNotWellMadeIsUnauthorised(String answer, IntrospectionReason reason) {
            answering(answer.replace('`', '"'));

            assertThat(ask(Map.of())).isEqualTo(new Unauthorised(reason.code()));
        }

        @ParameterizedTest
        @CsvSource({"1772366401", "253402300799", "null"})
        void authenticatesForAsLongAsItSaysItself(String end) {
            answering("{\"active\":true,\"sub\":\"account-1\",\"exp\":" + end + "}");

            assertThat(ask(Map.of())).isEqualTo(AUTHENTICATED);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{}",
                    "{\"active\":\"true\"}",
                    "{\"active\":1}",
                    "{\"active\":null}",
                    "{\"active\":false,\"active\":true}",
                    "[{\"active\":true}]",
                    "true",
                    "",
                    "<html>signed in</html>"
                })
        void thatDoesNotSayIsAFailureOfThisRequest(String answer) {
            answering(answer);

            assertFailure(ProviderFailure.MALFORMED_ANSWER, ask(Map.of()));
        }

        @ParameterizedTest
        @ValueSource(strings = {"text/html", "application/jwt", "application/token-introspection+jwt"})
        void ofAnotherMediaTypeIsAFailureOfThisRequest(String mediaType) {
            answering(aResponse().withHeader("Content-Type", mediaType).withBody(ACTIVE));

            assertFailure(ProviderFailure.MALFORMED_ANSWER, ask(Map.of()));
        }

        @ParameterizedTest
        @CsvSource({
            "201, UNEXPECTED_STATUS",
            "204, UNEXPECTED_STATUS",
            "302, PROVIDER_REDIRECTS",
            "307, PROVIDER_REDIRECTS",
            "400, UNEXPECTED_STATUS",
            "404, UNEXPECTED_STATUS",
            "429, PROVIDER_THROTTLES",
            "500, PROVIDER_FAILED",
            "503, PROVIDER_FAILED"
        })
        void ofAnotherStatusIsAFailure(int status, ProviderFailure outage) {
            answering(json(ACTIVE).withStatus(status).withHeader("Location", "https://elsewhere.example/"));

            assertFailure(outage, ask(Map.of()));
        }

        @ParameterizedTest
        @ValueSource(ints = {429, 503})
        void saysWhenToAskAgain(int status) {
            answering(json("{}").withStatus(status).withHeader("Retry-After", "30"));

            assertThat(ask(Map.of()))
                    .isEqualTo(ProviderFailure.ofStatus(status).outcome(Optional.of(Duration.ofSeconds(30))));
        }

        @ParameterizedTest
        @ValueSource(ints = {401, 403})
        void thatRefusesTheBrokerIsAFailureOfItsOwn(int status) {
            answering(json("{}").withStatus(status));

            assertThat(ask(Map.of()))
                    .isInstanceOfSatisfying(
                            Unavailable.class,
                            failure -> assertThat(failure)
                                    .isEqualTo(Unavailable.ofThisRequest(
                                            IntrospectionReason.CLIENT_REFUSED.code(), Duration.ofSeconds(5))));
        }

        @Test
        void isReadWithMembersThatNobodyKnows() {
            answering("{\"active\":true,\"sub\":\"account-1\",\"ext\":{\"a\":[1,2,{\"b\":null}]}}");

            assertThat(ask(Map.of())).isEqualTo(AUTHENTICATED);
        }
    }

    @Nested
    class Faults {

        @ParameterizedTest
        @EnumSource(Fault.class)
        void ofTheConnectionAreOutages(Fault fault) {
            answering(json(ACTIVE).withFault(fault));

            assertFailure(ProviderFailure.PROVIDER_UNREACHABLE, ask(Map.of()));
        }

        @Test
        void ofAServerThatIsSlowAreOutages() {
            answering(json(ACTIVE).withFixedDelay(60_000));

            assertFailure(ProviderFailure.PROVIDER_TIMED_OUT, ask(Map.of("timeout", "200ms")));
        }

        @Test
        void ofAServerThatSaysTooMuchAreNone() {
            answering(json("{\"active\":true,\"sub\":\"account-1\",\"filler\":\"" + "x".repeat(70_000) + "\"}"));

            assertFailure(ProviderFailure.ANSWER_TOO_LARGE, ask(Map.of()));
        }
    }

    @Nested
    class Claims {

        @Test
        void nameTheAccountAsConfigured() {
            answering("{\"active\":true,\"https://operator.example/account\":\"account-1\"}");

            assertThat(ask(Map.of("account-claim", "https://operator.example/account")))
                    .isEqualTo(AUTHENTICATED);
        }

        @ParameterizedTest
        @ValueSource(strings = {"{}", "{\"tenant\":\"other\"}", "{\"tenant\":[\"nagra\"]}", "{\"tenant\":\"NAGRA\"}"})
        void mustNameTheTenantWhereThatIsConfigured(String claims) {
            answering(claims.replace("{", "{\"active\":true,\"sub\":\"account-1\",")
                    .replace(",}", "}"));

            assertThat(ask(Map.of("tenant-claim", "tenant")))
                    .isEqualTo(new Forbidden(IntrospectionReason.WRONG_TENANT.code()));
            assertThat(ask(Map.of())).isEqualTo(AUTHENTICATED);
        }

        @Test
        void nameTheTenantOfTheRequest() {
            answering(ACTIVE);

            assertThat(ask(Map.of("tenant-claim", "tenant"))).isEqualTo(AUTHENTICATED);
        }

        @ParameterizedTest
        @CsvSource({"watch, true", "record watch, true", "watcher, false", "'', false", "WATCH, false"})
        void haveTheRequiredScopeAsAWholeWord(String scope, boolean enough) {
            answering("{\"active\":true,\"sub\":\"account-1\",\"scope\":\"" + scope + "\"}");

            assertThat(ask(Map.of("required-scope", "watch")))
                    .isEqualTo(enough ? AUTHENTICATED : new Forbidden(IntrospectionReason.MISSING_SCOPE.code()));
        }

        @Test
        void haveEachOfTheRequiredScopes() {
            answering("{\"active\":true,\"sub\":\"account-1\",\"scope\":\"watch\"}");

            assertThat(ask(Map.of("required-scope", "watch record")))
                    .isEqualTo(new Forbidden(IntrospectionReason.MISSING_SCOPE.code()));
        }

        @ParameterizedTest
        @CsvSource(
                quoteCharacter = '`',
                value = {
                    "`\"ags\"`, true",
                    "`[\"web\",\"ags\"]`, true",
                    "`\"AGS\"`, false",
                    "`[]`, false",
                    "`[[\"ags\"]]`, false",
                    "`null`, false"
                })
        void areForTheAudienceWhereOneIsConfigured(String audience, boolean right) {
            answering("{\"active\":true,\"sub\":\"account-1\",\"aud\":" + audience + "}");

            assertThat(ask(Map.of("audience", "ags")))
                    .isEqualTo(right ? AUTHENTICATED : new Unauthorised(IntrospectionReason.WRONG_AUDIENCE.code()));
        }
    }

    @Nested
    class Remembering {

        private final MutableClock clock = new MutableClock(TestRequests.NOW);

        @Test
        void isNotDoneUnlessConfigured() {
            answering(ACTIVE);
            try (SsoBackend backend = backend(Map.of(), clock)) {
                ask(backend);
                ask(backend);
            }

            assertAsked(2);
        }

        @Test
        void sparesTheServerForAWhile() {
            answering(ACTIVE);
            try (SsoBackend backend = backend(Map.of("cache-for", "1m"), clock)) {
                assertThat(ask(backend)).isEqualTo(AUTHENTICATED);
                clock.advance(Duration.ofSeconds(59));
                assertThat(ask(backend)).isEqualTo(AUTHENTICATED);
                assertAsked(1);

                clock.advance(Duration.ofSeconds(1));
                ask(backend);
                assertAsked(2);
            }
        }

        @Test
        void endsWithTheToken() {
            answering(ACTIVE);
            try (SsoBackend backend = backend(Map.of("cache-for", "10m"), clock)) {
                ask(backend);
                clock.advance(Duration.ofMinutes(5));
                answering("{\"active\":false}");

                assertThat(ask(backend)).isEqualTo(new Unauthorised(IntrospectionReason.TOKEN_NOT_ACTIVE.code()));
            }
        }

        @Test
        void isForWhatIsGoodAlone() {
            answering("{\"active\":false}");
            try (SsoBackend backend = backend(Map.of("cache-for", "1m"), clock)) {
                ask(backend);
                answering(ACTIVE);

                assertThat(ask(backend)).isEqualTo(AUTHENTICATED);
            }
        }

        @Test
        void judgesEachRequestByItsOwnTimeAndTenant() {
            answering(ACTIVE);
            Map<String, String> token = Map.of("AccessToken", TOKEN);
            try (SsoBackend backend = backend(Map.of("cache-for", "1m", "tenant-claim", "tenant"), clock)) {
                ask(backend);

                assertThat(TestRequests.ask(backend, TestRequests.request("other", token, TestRequests.NOW)))
                        .isEqualTo(new Forbidden(IntrospectionReason.WRONG_TENANT.code()));
                assertThat(TestRequests.ask(backend, TestRequests.request(token, TestRequests.NOW.plusSeconds(300))))
                        .isEqualTo(new Unauthorised(IntrospectionReason.TOKEN_EXPIRED.code()));
                assertAsked(1);
            }
        }

        private SsoOutcome ask(SsoBackend backend) {
            return TestRequests.ask(backend, TestRequests.request(Map.of("AccessToken", TOKEN), TestRequests.NOW));
        }

        private void assertAsked(int times) {
            SERVER.verify(times, postRequestedFor(anyUrl()));
        }
    }

    @Nested
    class NothingSecret {

        @ParameterizedTest
        @ValueSource(ints = {200, 302, 401, 500})
        void isLoggedOrInAnOutcome(int status) {
            answering(json("{\"active\":\"" + TOKEN + "\"}").withStatus(status));
            try (LogRecorder logs = new LogRecorder("org.sessiontoken");
                    SsoBackend backend = backend(Map.of(), clock())) {
                SsoOutcome outcome =
                        TestRequests.ask(backend, TestRequests.request(Map.of("AccessToken", TOKEN), TestRequests.NOW));

                assertThat(logs.text() + outcome + backend).doesNotContain(TOKEN, SECRET);
            }
        }

        @Test
        void isShownByTheOptions() {
            assertThat(IntrospectionOptions.read(
                            TestBackendContext.with(options(Map.of())).options()))
                    .asString()
                    .doesNotContain(SECRET);
        }
    }

    private static void answering(String json) {
        answering(json(json));
    }

    private static void answering(ResponseDefinitionBuilder answer) {
        SERVER.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(599)));
        SERVER.stubFor(post("/introspect").willReturn(answer));
    }

    private static ResponseDefinitionBuilder json(String text) {
        return aResponse()
                .withHeader("Content-Type", "application/json;charset=UTF-8")
                .withBody(text);
    }

    private static SsoOutcome ask(Map<String, String> more) {
        try (SsoBackend backend = backend(more, clock())) {
            return TestRequests.ask(backend, TestRequests.request(Map.of("AccessToken", TOKEN), TestRequests.NOW));
        }
    }

    private static Clock clock() {
        return Clock.fixed(TestRequests.NOW, ZoneOffset.UTC);
    }

    private static SsoBackend backend(Map<String, String> more, Clock clock) {
        return TestBackendContext.with(options(more)).at(clock).create(new IntrospectionFactory());
    }

    private static Map<String, String> options(Map<String, String> more) {
        Map<String, String> options = new HashMap<>(Map.of(
                "introspection-uri",
                "http://127.0.0.1:" + SERVER.getPort() + "/introspect",
                "client-id",
                "client:1",
                "client-secret",
                SECRET));
        options.putAll(more);
        return options;
    }

    private static void assertFailure(ProviderFailure outage, SsoOutcome outcome) {
        assertThat(outcome).isEqualTo(outage.outcome());
    }
}
