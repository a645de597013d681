package org.sessiontoken.backend.callout;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.BasicCredentials;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sessiontoken.backend.TestRequests;
import org.sessiontoken.sso.LogRecorder;
import org.sessiontoken.sso.ProviderFailure;
import org.sessiontoken.sso.SsoBackend;
import org.sessiontoken.sso.SsoOutcome;
import org.sessiontoken.sso.SsoOutcome.Authenticated;
import org.sessiontoken.sso.SsoOutcome.Forbidden;
import org.sessiontoken.sso.SsoOutcome.Invalid;
import org.sessiontoken.sso.SsoOutcome.Unauthorised;
import org.sessiontoken.sso.SsoOutcome.Unavailable;
import org.sessiontoken.sso.TestBackendContext;
import org.sessiontoken.value.AccountId;
import org.sessiontoken.value.ParameterProperty;

/** What is said to a login, and what its answers mean. */
class CalloutExchangeTest {

    private static final String PASSWORD = "canary-password-08fe";
    private static final String GOOD = "{\"user\":{\"id\":\"account-1\",\"operator\":\"nagra\",\"active\":true}}";
    private static final SsoOutcome AUTHENTICATED = new Authenticated(new AccountId("account-1"));

    @RegisterExtension
    static final WireMockExtension LOGIN = WireMockExtension.newInstance()
            .options(wireMockConfig().bindAddress("127.0.0.1").dynamicPort())
            .build();

    @Nested
    class TheRequest {

        @Test
        void isAJsonObjectWithAFieldForEachParameter() {
            answering(json(GOOD));

            ask(Map.of());

            LOGIN.verify(postRequestedFor(urlEqualTo("/session?v=2"))
                    .withHeader("Content-Type", equalTo("application/json"))
                    .withHeader("Accept", equalTo("application/json"))
                    .withRequestBody(equalTo("{\"login\":\"anna\",\"password\":\"" + PASSWORD + "\"}")));
        }

        @Test
        void isAFormWhereThatIsConfigured() {
            answering(json(GOOD));

            ask(Map.of("body", "form", "method", "put"));

            LOGIN.verify(putRequestedFor(urlEqualTo("/session?v=2"))
                    .withHeader("Content-Type", equalTo("application/x-www-form-urlencoded"))
                    .withRequestBody(equalTo("login=anna&password=" + PASSWORD)));
        }

        @Test
        void carriesTheHeadersThatAreConfigured() {
            answering(json(GOOD));

            ask(Map.of(
                    "headers.X-Channel", "tv",
                    "tenant-header", "X-Tenant",
                    "correlation-header", "X-Correlation-Id",
                    "request-id-header", "Idempotency-Key"));

            LOGIN.verify(postRequestedFor(anyUrl())
                    .withHeader("X-Channel", equalTo("tv"))
                    .withHeader("X-Tenant", equalTo("nagra"))
                    .withHeader("X-Correlation-Id", equalTo("flow-1"))
                    .withHeader("Idempotency-Key", equalTo("request-0001")));
        }

        @Test
        void leavesOutAnOptionalParameterThatIsNotGiven() {
            answering(json(GOOD));

            ask(Map.of("parameters.Device", "device", "optional-parameters", "Device"));

            LOGIN.verify(postRequestedFor(anyUrl())
                    .withRequestBody(equalTo("{\"login\":\"anna\",\"password\":\"" + PASSWORD + "\"}")));
        }

        @Test
        void isNotMadeWithoutAMandatoryParameter() {
            try (SsoBackend backend = backend(Map.of())) {
                assertThat(TestRequests.ask(
                                backend, TestRequests.request(Map.of("Username", "anna"), TestRequests.NOW)))
                        .isEqualTo(
                                new Invalid(CalloutReason.MISSING_PARAMETER.code(), "parameter 'Password' is missing"));
            }
            LOGIN.verify(0, anyRequestedFor(anyUrl()));
        }

        @Test
        void hasNestedFieldsWhereTheirPathsAreConfigured() {
            answering(json(GOOD));

            ask(Map.of(
                    "parameters.Username", "/credentials/user~1name", "parameters.Password", "/credentials/password"));

            LOGIN.verify(postRequestedFor(urlEqualTo("/session?v=2"))
                    .withRequestBody(
                            equalTo("{\"credentials\":{\"user/name\":\"anna\",\"password\":\"" + PASSWORD + "\"}}")));
        }

        @Test
        void hasItsFieldsInTheQueryWhereTheMethodIsGet() {
            answering(json(GOOD));

            assertThat(ask(Map.of("method", "get"), "a b&c")).isEqualTo(AUTHENTICATED);

            LOGIN.verify(getRequestedFor(urlEqualTo("/session?v=2&login=a+b%26c&password=" + PASSWORD))
                    .withHeader("Content-Type", absent()));
        }

        @Test
        void isNotMadeWithAValueThatIsTooLongForAQuery() {
            assertThat(ask(Map.of("method", "get"), "x".repeat(4_096)))
                    .isEqualTo(new Unauthorised(CalloutReason.MALFORMED_CREDENTIAL.code()));

            LOGIN.verify(0, anyRequestedFor(anyUrl()));
        }

        @Test
        void authenticatesByTheUsersOwnNameAndPasswordWhereThatIsConfigured() {
            answering(json(GOOD));

            assertThat(askByBasicAuthentication("änna")).isEqualTo(AUTHENTICATED);

            LOGIN.verify(
                    getRequestedFor(urlEqualTo("/session?v=2")).withBasicAuth(new BasicCredentials("änna", PASSWORD)));
        }

        @ParameterizedTest
        @ValueSource(strings = {"an:na", "an\nna", "an\u0085na", "TOO LONG"})
        void isNotMadeWithANameThatBasicAuthenticationCannotSend(String name) {
            assertThat(askByBasicAuthentication(name.replace("TOO LONG", "x".repeat(4_000))))
                    .isEqualTo(new Unauthorised(CalloutReason.MALFORMED_CREDENTIAL.code()));

            LOGIN.verify(0, anyRequestedFor(anyUrl()));
        }

        private static SsoOutcome askByBasicAuthentication(String name) {
            Map<String, String> options = new LinkedHashMap<>();
            options.put("uri", LOGIN.baseUrl() + "/session?v=2");
            options.put("method", "get");
            options.put("basic-username", "Username");
            options.put("basic-password", "Password");
            options.put("account-pointer", "/user/id");
            try (SsoBackend backend = TestBackendContext.with(options).create(new CalloutFactory())) {
                assertThat(backend.parameters())
                        .containsExactly(
                                new ParameterProperty("Username", true, true),
                                new ParameterProperty("Password", true, true));
                return TestRequests.ask(backend, TestRequests.request(parameters(name), TestRequests.NOW));
            }
        }

        @ParameterizedTest
        @CsvSource(
                quoteCharacter = '`',
                value = {
                    "`a&password=b`, `login=a%26password%3Db&`",
                    "`a=b;c`, `login=a%3Db%3Bc&`",
                    "`é +%`, `login=%C3%A9+%2B%25&`",
                })
        void keepsAValueInItsFieldOfAForm(String value, String field) {
            answering(json(GOOD));

            ask(Map.of("body", "form"), value);

            LOGIN.verify(postRequestedFor(urlEqualTo("/session?v=2"))
                    .withRequestBody(equalTo(field + "password=" + PASSWORD)));
        }

        @Test
        void keepsAValueInItsMemberOfAJsonObject() {
            answering(json(GOOD));

            ask(Map.of(), "a\",\"admin\":true,\"x\":\"\\\r\n");

            LOGIN.verify(postRequestedFor(urlEqualTo("/session?v=2"))
                    .withRequestBody(equalTo("{\"login\":\"a\\\",\\\"admin\\\":true,\\\"x\\\":\\\"\\\\\\r\\n\","
                            + "\"password\":\"" + PASSWORD + "\"}")));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"x\r\nX-Admin: true", "../admin", "/admin?x=", "@elsewhere.example/", "{uri}", "%2e%2e/"})
        void goesToTheConfiguredAddressWithTheConfiguredHeadersWhateverAValueIs(String value) {
            answering(json(GOOD));

            assertThat(ask(Map.of(), value)).isEqualTo(AUTHENTICATED);

            LOGIN.verify(1, postRequestedFor(urlEqualTo("/session?v=2")).withHeader("X-Admin", absent()));
        }

        @Test
        void mayBeRepeatedOnlyWhereTheOperatorSaysSo() {
            try (SsoBackend once = backend(Map.of());
                    SsoBackend often = backend(Map.of("repeatable", "true"))) {
                assertThat(once.repeatable()).isFalse();
                assertThat(often.repeatable()).isTrue();
            }
        }
    }

    @Nested
    class Statuses {

        @Test
        void meanWhatTheyUsuallyDo() {
            assertThat(askWith(200, Map.of())).isEqualTo(AUTHENTICATED);
            assertThat(askWith(400, Map.of()))
                    .isEqualTo(new Invalid(
                            CalloutReason.LOGIN_FOUND_INVALID.code(),
                            "the auth service does not take these parameters"));
            assertThat(askWith(401, Map.of())).isEqualTo(new Unauthorised(CalloutReason.LOGIN_REFUSED.code()));
            assertThat(askWith(403, Map.of())).isEqualTo(new Forbidden(CalloutReason.LOGIN_FORBADE.code()));
        }

        @ParameterizedTest
        @CsvSource({
            "201, UNEXPECTED_STATUS",
            "204, UNEXPECTED_STATUS",
            "301, PROVIDER_REDIRECTS",
            "302, PROVIDER_REDIRECTS",
            "308, PROVIDER_REDIRECTS",
            "404, UNEXPECTED_STATUS",
            "409, UNEXPECTED_STATUS",
            "429, PROVIDER_THROTTLES",
            "500, PROVIDER_FAILED",
            "503, PROVIDER_FAILED",
            "599, PROVIDER_FAILED"
        })
        void areFailuresOtherwise(int status, ProviderFailure outage) {
            assertThat(askWith(status, Map.of())).isEqualTo(outage.outcome());
        }

        @Test
        void meanWhatIsConfigured() {
            assertThat(askWith(404, Map.of("statuses.unauthorised", "404")))
                    .isEqualTo(new Unauthorised(CalloutReason.LOGIN_REFUSED.code()));
            assertThat(askWith(204, Map.of("statuses.unauthorised", "204")))
                    .isEqualTo(new Unauthorised(CalloutReason.LOGIN_REFUSED.code()));
            assertThat(askWith(201, Map.of("statuses.authenticated", "201"))).isEqualTo(AUTHENTICATED);
            assertThat(askWith(403, Map.of("statuses.unavailable", "403")))
                    .isEqualTo(new Unavailable(CalloutReason.LOGIN_UNAVAILABLE.code(), Duration.ofSeconds(5)));
            for (int status : new int[] {302, 429, 500}) {
                assertThat(askWith(status, Map.of("statuses.unauthorised", "302,429, 500")))
                        .isEqualTo(new Unauthorised(CalloutReason.LOGIN_REFUSED.code()));
            }
        }

        @ParameterizedTest
        @ValueSource(ints = {429, 503})
        void passOnWhenToAskAgain(int status) {
            answering(json("{}").withStatus(status).withHeader("Retry-After", "30"));

            assertThat(ask(Map.of()))
                    .isEqualTo(ProviderFailure.ofStatus(status).outcome(Optional.of(Duration.ofSeconds(30))));
        }

        @Test
        void ofRedirectionsLeadNowhere() {
            answering(json("{}").withStatus(307).withHeader("Location", LOGIN.baseUrl() + "/elsewhere"));

            ask(Map.of());

            LOGIN.verify(0, anyRequestedFor(urlEqualTo("/elsewhere")));
        }

        private SsoOutcome askWith(int status, Map<String, String> more) {
            answering(json(GOOD).withStatus(status));
            return ask(more);
        }
    }

    @Nested
    class AnAnswer {

        @ParameterizedTest
        @CsvSource(
                quoteCharacter = '`',
                value = {"`\"4711\"`, 4711", "4711, 4711", "99999999999999999999, 99999999999999999999"})
        void namesTheAccountAsTextOrNumber(String inJson, String account) {
            answering(json("{\"user\":{\"id\":" + inJson + "}}"));

            assertThat(ask(Map.of())).isEqualTo(new Authenticated(new AccountId(account)));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "[]",
                    "null",
                    "{\"user\":{\"id\":\"account-1\",\"id\":\"account-2\"}}",
                    "{\"user\":{\"id\":\"account-1\"}",
                    "<html>signed in</html>"
                })
        void thatIsNoJsonObjectIsAFailureOfThisRequest(String body) {
            answering(json(body));

            assertThat(ask(Map.of())).isEqualTo(ofThisRequest(ProviderFailure.MALFORMED_ANSWER));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{}",
                    "{\"user\":null}",
                    "{\"user\":{}}",
                    "{\"user\":{\"id\":null}}",
                    "{\"user\":{\"id\":\"\"}}",
                    "{\"user\":{\"id\":1.5}}",
                    "{\"user\":{\"id\":true}}",
                    "{\"user\":{\"id\":{\"id\":\"account-1\"}}}",
                    "{\"user\":{\"id\":\"a\\nb\"}}",
                    "{\"user\":{\"id\":\"LONG\"}}",
                    "{\"user\":[{\"id\":\"account-1\"}]}"
                })
        void withoutAnAccountThatCanBeOneIsARefusal(String body) {
            answering(json(body.replace("LONG", "x".repeat(300))));

            assertThat(ask(Map.of())).isEqualTo(new Unauthorised(CalloutReason.UNUSABLE_ACCOUNT.code()));
        }

        @ParameterizedTest
        @ValueSource(strings = {"text/html", "text/plain", "application/xml"})
        void ofAnotherMediaTypeIsTakenOnlyWhereThatIsConfigured(String mediaType) {
            answering(aResponse().withHeader("Content-Type", mediaType).withBody(GOOD));

            assertThat(ask(Map.of())).isEqualTo(ofThisRequest(ProviderFailure.MALFORMED_ANSWER));
            assertThat(ask(Map.of("any-media-type", "true"))).isEqualTo(AUTHENTICATED);
        }

        @Test
        void withoutAMediaTypeIsTakenOnlyWhereThatIsConfigured() {
            answering(aResponse().withBody(GOOD));

            assertThat(ask(Map.of())).isEqualTo(ofThisRequest(ProviderFailure.MALFORMED_ANSWER));
            assertThat(ask(Map.of("any-media-type", "true"))).isEqualTo(AUTHENTICATED);
        }

        @ParameterizedTest
        @ValueSource(strings = {"\"other\"", "\"NAGRA\"", "null", "[\"nagra\"]", "\"\""})
        void mustNameTheTenantWhereThatIsConfigured(String operator) {
            answering(json("{\"user\":{\"id\":\"account-1\",\"operator\":" + operator + "}}"));

            assertThat(ask(Map.of("tenant-pointer", "/user/operator")))
                    .isEqualTo(new Forbidden(CalloutReason.WRONG_TENANT.code()));
        }

        @Test
        void namesTheTenantOfTheRequest() {
            answering(json(GOOD));

            assertThat(ask(Map.of("tenant-pointer", "/user/operator"))).isEqualTo(AUTHENTICATED);
        }

        @Test
        void saysWhetherTheAccountMay() {
            answering(json(GOOD));
            assertThat(ask(Map.of("allowed-pointer", "/user/active"))).isEqualTo(AUTHENTICATED);

            answering(json(GOOD.replace("true", "false")));
            assertThat(ask(Map.of("allowed-pointer", "/user/active")))
                    .isEqualTo(new Forbidden(CalloutReason.NOT_ALLOWED.code()));
        }

        @ParameterizedTest
        @CsvSource(
                quoteCharacter = '`',
                value = {"`\"Y\"`, `Y`", "`\"ACTIVE\"`, `active, ACTIVE`", "1, `0, 1`", "`\"true\"`, ``", "true, `true`"
                })
        void saysThatTheAccountMayByTheValuesThatAreConfigured(String active, String values) {
            answering(json("{\"user\":{\"id\":\"account-1\",\"active\":" + active + "}}"));

            assertThat(ask(Map.of("allowed-pointer", "/user/active", "allowed-values", values)))
                    .isEqualTo(AUTHENTICATED);
        }

        @ParameterizedTest
        @ValueSource(strings = {"\"Y\"", "\"ACTIVE\"", "\"TRUE\"", "1", "0", "null", "{}", "[true]", "\"\""})
        void withAnyOtherValueSaysThatTheAccountMayNot(String active) {
            answering(json("{\"user\":{\"id\":\"account-1\",\"active\":" + active + "}}"));

            assertThat(ask(Map.of("allowed-pointer", "/user/active")))
                    .isEqualTo(new Forbidden(CalloutReason.NOT_ALLOWED.code()));
        }
    }

    @Nested
    class AResult {

        private static final Map<String, String> BY_CODE = Map.of(
                "result-pointer", "/error/code",
                "results.unauthorised", "102, BAD",
                "results.forbidden", "103,true",
                "results.unavailable", "999");
        private static final Map<String, String> BY_STATUS =
                Map.of("result-pointer", "/status", "results.authenticated", "OK, 0", "results.unauthorised", "absent");
        private static final SsoOutcome REFUSED = new Unauthorised(CalloutReason.LOGIN_REFUSED.code());

        @ParameterizedTest
        @ValueSource(ints = {200, 201, 400, 409, 500})
        void thatMeansARefusalDoesSoWhateverTheStatusIs(int status) {
            answering(json("{\"status\":\"ERROR\",\"error\":{\"code\":102}}").withStatus(status));
            assertThat(ask(BY_CODE)).isEqualTo(REFUSED);

            answering(json("{\"error\":{\"code\":\"BAD\"}}").withStatus(status));
            assertThat(ask(BY_CODE)).isEqualTo(REFUSED);

            answering(json("{\"error\":{\"code\":true}}").withStatus(status));
            assertThat(ask(BY_CODE)).isEqualTo(new Forbidden(CalloutReason.LOGIN_FORBADE.code()));
        }

        @ParameterizedTest
        @ValueSource(strings = {"", ",\"error\":null", ",\"error\":{}", ",\"error\":{\"code\":null}"})
        void thatIsAbsentMeansAuthenticatedUnlessOneIsListed(String error) {
            answering(json(GOOD.substring(0, GOOD.length() - 1) + error + "}"));

            assertThat(ask(BY_CODE)).isEqualTo(AUTHENTICATED);
            assertThat(ask(BY_STATUS)).isEqualTo(REFUSED);
        }

        @ParameterizedTest
        @ValueSource(strings = {"\"OK\"", "0", "\"0\""})
        void mustBeOneOfThoseListedAsAuthenticated(String value) {
            answering(json(GOOD.substring(0, GOOD.length() - 1) + ",\"status\":" + value + "}"));

            assertThat(ask(BY_STATUS)).isEqualTo(AUTHENTICATED);
        }

        @ParameterizedTest
        @ValueSource(strings = {"\"ok\"", "0.5", "false", "{}", "[]", "\"\"", "104"})
        void thatIsNotListedIsAFailureOfThisRequest(String value) {
            answering(json(GOOD.substring(0, GOOD.length() - 1) + ",\"status\":" + value + ",\"error\":{\"code\":"
                    + value + "}}"));

            assertThat(ask(BY_STATUS)).isEqualTo(ofThisRequest(ProviderFailure.MALFORMED_ANSWER));
            assertThat(ask(BY_CODE)).isEqualTo(ofThisRequest(ProviderFailure.MALFORMED_ANSWER));
        }

        @Test
        void authenticatesNobodyWhereTheStatusDoesNot() {
            for (int status : new int[] {302, 404, 429}) {
                answering(json(GOOD.substring(0, GOOD.length() - 1) + ",\"status\":\"OK\"}")
                        .withStatus(status));

                assertThat(ask(BY_STATUS)).isEqualTo(ofThisRequest(ProviderFailure.ofStatus(status)));
            }
        }

        @Test
        void thatIsAbsentInAnErrorSaysNothing() {
            answering(json("{}").withStatus(500));

            assertThat(ask(BY_STATUS)).isEqualTo(ProviderFailure.PROVIDER_FAILED.outcome());
        }

        @Test
        void maySayThatTheLoginIsUnavailableWhichIsAnOutage() {
            answering(json("{\"error\":{\"code\":999}}"));

            assertThat(ask(BY_CODE))
                    .isEqualTo(new Unavailable(CalloutReason.LOGIN_UNAVAILABLE.code(), Duration.ofSeconds(5), true));
        }
    }

    @Nested
    class AText {

        private static final Map<String, String> OK = Map.of(
                "response", "text",
                "account-pointer", "",
                "account-parameter", "Username",
                "password-parameters", "Password",
                "results.authenticated", "OK",
                "results.unauthorised", "DENIED, absent");

        @ParameterizedTest
        @ValueSource(strings = {"OK", " OK\r\n"})
        void saysHowTheLoginEnded(String text) {
            answering(aResponse().withBody(text));

            assertThat(ask(OK)).isEqualTo(new Authenticated(new AccountId("anna")));
        }

        @ParameterizedTest
        @ValueSource(strings = {"DENIED", "", "\n"})
        void maySayThatTheCredentialIsWrong(String text) {
            answering(aResponse().withBody(text).withHeader("Content-Type", "text/plain"));

            assertThat(ask(OK)).isEqualTo(new Unauthorised(CalloutReason.LOGIN_REFUSED.code()));
        }

        @Test
        void thatIsNotListedIsAFailureOfThisRequest() {
            answering(aResponse().withBody("NOT OK"));

            assertThat(ask(OK)).isEqualTo(ofThisRequest(ProviderFailure.MALFORMED_ANSWER));
        }

        @Test
        void maybeTheAccountItself() {
            answering(aResponse().withBody("account-1\n"));
            assertThat(ask(Map.of("response", "text", "account-pointer", ""))).isEqualTo(AUTHENTICATED);

            for (String odd : new String[] {"", "wrong password", "x".repeat(300)}) {
                answering(aResponse().withBody(odd));
                assertThat(ask(Map.of("response", "text", "account-pointer", "")))
                        .isEqualTo(new Unauthorised(CalloutReason.UNUSABLE_ACCOUNT.code()));
            }
        }
    }

    @Nested
    class AnAccountThatAParameterNames {

        private static final Map<String, String> BY_USERNAME = Map.of(
                "account-pointer", "",
                "account-parameter", "Username",
                "password-parameters", "Password",
                "statuses.authenticated", "204");

        @Test
        void needsNoBody() {
            answering(aResponse().withStatus(204));

            assertThat(ask(BY_USERNAME)).isEqualTo(new Authenticated(new AccountId("anna")));
        }

        @Test
        void isRefusedWhereItCanBeNone() {
            answering(aResponse().withStatus(204));

            assertThat(ask(BY_USERNAME, "a\nb")).isEqualTo(new Unauthorised(CalloutReason.UNUSABLE_ACCOUNT.code()));
        }
    }

    @Nested
    class TheCause {

        private static final String AT = "/session: ";

        @Test
        void isLoggedOnceForEachChangeOfIt() {
            try (LogRecorder logs = new LogRecorder("org.sessiontoken");
                    SsoBackend backend = backend(Map.of())) {
                for (ResponseDefinitionBuilder answer : List.of(
                        json(GOOD).withStatus(500),
                        aResponse().withBody(GOOD).withHeader("Content-Type", "text/html"),
                        json("{\"user\":{}}"),
                        json(GOOD),
                        json("{\"user\":{}}"))) {
                    answering(answer);
                    for (int i = 0; i < 20; i++) {
                        TestRequests.ask(backend, TestRequests.request(parameters("anna"), TestRequests.NOW));
                    }
                }

                assertThat(logs.text().lines().filter(line -> line.contains("provider")))
                        .satisfiesExactly(
                                line -> assertThat(line).contains(AT + "the status is 500", "nagra", "Login"),
                                line -> assertThat(line).contains(AT, "its media type is text/html"),
                                line -> assertThat(line).contains(AT + "there is no account ID at /user/id"),
                                line -> assertThat(line).contains("The provider answers again"),
                                line -> assertThat(line).contains(AT + "there is no account ID at /user/id"));
                assertThat(logs.text()).doesNotContain(PASSWORD, "v=2");
            }
        }

        @Test
        void isTheNameOfWhatIsMissing() {
            assertLogged(Map.of("tenant-pointer", "/user/shop"), "there is nothing at /user/shop");
            assertLogged(Map.of("allowed-pointer", "/user/ok"), "there is nothing at /user/ok");
            assertLogged(Map.of("account-pointer", "/user"), "there is no account ID at /user");
            assertLogged(
                    Map.of("result-pointer", "/user/id", "results.authenticated", "OK"),
                    "the result at /user/id is not listed in results");
        }

        private static void assertLogged(Map<String, String> more, String cause) {
            answering(json(GOOD));
            try (LogRecorder logs = new LogRecorder("org.sessiontoken")) {
                ask(more);

                assertThat(logs.text()).contains(cause).doesNotContain("account-1");
            }
        }
    }

    @Nested
    class Faults {

        @ParameterizedTest
        @EnumSource(Fault.class)
        void ofTheConnectionAreOutages(Fault fault) {
            answering(json(GOOD).withFault(fault));

            assertThat(ask(Map.of())).isEqualTo(ProviderFailure.PROVIDER_UNREACHABLE.outcome());
        }

        @Test
        void ofALoginThatIsSlowAreOutages() {
            answering(json(GOOD).withFixedDelay(60_000));

            assertThat(ask(Map.of("timeout", "200ms"))).isEqualTo(ProviderFailure.PROVIDER_TIMED_OUT.outcome());
        }

        @Test
        void ofALoginWhoseAnswerDribblesAreOutages() {
            answering(json(GOOD).withChunkedDribbleDelay(20, 60_000));

            assertThat(ask(Map.of("timeout", "200ms"))).isEqualTo(ProviderFailure.PROVIDER_TIMED_OUT.outcome());
        }

        @Test
        void ofALoginThatSaysTooMuchConcernThisRequest() {
            answering(json("{\"user\":{\"id\":\"account-1\"},\"filler\":\"" + "x".repeat(70_000) + "\"}"));

            assertThat(ask(Map.of())).isEqualTo(ProviderFailure.ANSWER_TOO_LARGE.outcome());
        }

        @Test
        void areNotTriedAgain() {
            answering(json(GOOD).withFault(Fault.EMPTY_RESPONSE));

            ask(Map.of("repeatable", "true"));

            LOGIN.verify(1, anyRequestedFor(anyUrl()));
        }
    }

    @Nested
    class NothingSecret {

        @ParameterizedTest
        @ValueSource(ints = {200, 302, 400, 401, 403, 500})
        void isLoggedOrInAnOutcome(int status) {
            answering(json("{\"echo\":\"" + PASSWORD + "\"}").withStatus(status));
            try (LogRecorder logs = new LogRecorder("org.sessiontoken");
                    SsoBackend backend = backend(Map.of("headers.X-Api-Key", "canary-key-3c11"))) {
                SsoOutcome outcome =
                        TestRequests.ask(backend, TestRequests.request(parameters("anna"), TestRequests.NOW));

                assertThat(logs.text() + outcome + backend).doesNotContain(PASSWORD, "canary-key-3c11");
            }
        }

        @Test
        void isShownByTheOptions() {
            assertThat(CalloutOptions.read(
                            TestBackendContext.with(options(Map.of("headers.X-Api-Key", "canary-key-3c11")))
                                    .options()))
                    .asString()
                    .doesNotContain("canary-key-3c11");
        }
    }

    private static SsoOutcome ofThisRequest(ProviderFailure failure) {
        return Unavailable.ofThisRequest(failure.code(), Duration.ofSeconds(5));
    }

    private static void answering(ResponseDefinitionBuilder answer) {
        LOGIN.stubFor(any(anyUrl()).willReturn(answer));
    }

    private static ResponseDefinitionBuilder json(String text) {
        return aResponse().withHeader("Content-Type", "application/json").withBody(text);
    }

    private static SsoOutcome ask(Map<String, String> more) {
        return ask(more, "anna");
    }

    private static SsoOutcome ask(Map<String, String> more, String username) {
        try (SsoBackend backend = backend(more)) {
            return TestRequests.ask(backend, TestRequests.request(parameters(username), TestRequests.NOW));
        }
    }

    private static Map<String, String> parameters(String username) {
        return Map.of("Username", username, "Password", PASSWORD, "Undeclared", "goes-nowhere");
    }

    private static SsoBackend backend(Map<String, String> more) {
        return TestBackendContext.with(options(more))
                .at(Clock.fixed(TestRequests.NOW, ZoneOffset.UTC))
                .create(new CalloutFactory());
    }

    private static Map<String, String> options(Map<String, String> more) {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("uri", LOGIN.baseUrl() + "/session?v=2");
        options.put("parameters.Username", "login");
        options.put("parameters.Password", "password");
        options.put("account-pointer", "/user/id");
        options.putAll(more);
        options.values().removeIf(String::isEmpty);
        return options;
    }
}
