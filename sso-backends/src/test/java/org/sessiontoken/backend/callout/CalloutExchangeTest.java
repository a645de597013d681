package org.sessiontoken.backend.callout;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
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
        void areOutagesOtherwise(int status, ProviderFailure outage) {
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
                    .isEqualTo(ProviderFailure.UNEXPECTED_STATUS.outcome());
        }

        @ParameterizedTest
        @ValueSource(ints = {429, 503})
        void passOnWhenToAskAgain(int status) {
            answering(json("{}").withStatus(status).withHeader("Retry-After", "30"));

            assertThat(ask(Map.of()))
                    .isEqualTo(new Unavailable(ProviderFailure.ofStatus(status).code(), Duration.ofSeconds(30)));
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
                    "{}",
                    "[]",
                    "null",
                    "{\"user\":null}",
                    "{\"user\":{\"id\":null}}",
                    "{\"user\":{\"id\":\"\"}}",
                    "{\"user\":{\"id\":1.5}}",
                    "{\"user\":{\"id\":true}}",
                    "{\"user\":{\"id\":{\"id\":\"account-1\"}}}",
                    "{\"user\":{\"id\":\"a\\nb\"}}",
                    "{\"user\":[{\"id\":\"account-1\"}]}",
                    "{\"user\":{\"id\":\"account-1\",\"id\":\"account-2\"}}",
                    "{\"user\":{\"id\":\"account-1\"}",
                    "<html>signed in</html>"
                })
        void thatNamesNoAccountIsAnOutage(String body) {
            answering(json(body));

            assertThat(ask(Map.of())).isEqualTo(ProviderFailure.MALFORMED_ANSWER.outcome());
        }

        @ParameterizedTest
        @ValueSource(strings = {"text/html", "text/plain", "application/xml"})
        void ofAnotherMediaTypeIsAnOutage(String mediaType) {
            answering(aResponse().withHeader("Content-Type", mediaType).withBody(GOOD));

            assertThat(ask(Map.of())).isEqualTo(ProviderFailure.MALFORMED_ANSWER.outcome());
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
        @ValueSource(strings = {"\"true\"", "1", "null", "{}"})
        void thatDoesNotSayWhetherTheAccountMayIsAnOutage(String active) {
            answering(json("{\"user\":{\"id\":\"account-1\",\"active\":" + active + "}}"));

            assertThat(ask(Map.of("allowed-pointer", "/user/active")))
                    .isEqualTo(ProviderFailure.MALFORMED_ANSWER.outcome());
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
        void ofALoginThatSaysTooMuchAreOutages() {
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
        return options;
    }
}
