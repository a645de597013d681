package org.sessiontoken.adapter.signon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.sessiontoken.adapter.AdapterUnderTest.json;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sessiontoken.adapter.AdapterUnderTest;
import org.sessiontoken.adapter.sessiontoken.ScriptedBroker;
import org.sessiontoken.client.SignOnRequest;
import org.sessiontoken.event.Outcome;
import org.sessiontoken.event.SignOnOutcome;
import org.sessiontoken.value.AuthServiceId;
import org.sessiontoken.value.ClientId;
import org.sessiontoken.value.CorrelationId;
import org.sessiontoken.value.Secret;
import org.sessiontoken.value.TenantId;
import org.sessiontoken.value.TraceParent;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class SignOnWithSessionTokenTest {

    private static final String PATH = "/ags/signOnWithSessionToken";
    private static final String TOKEN = "canarytoken0815";
    private static final String PIN = "canarypin4711";
    private static final String KEY = "canarykey7WqJ3bXcT0aLk2mN9pRsVw";
    private static final String BODY = body("\"clientId\":\"PUB_989\"");
    private static final ScriptedSessionService SERVICE = new ScriptedSessionService();
    private static AdapterUnderTest adapter;

    @BeforeAll
    static void start() {
        adapter = AdapterUnderTest.start(new ScriptedBroker(), List.of(SERVICE), "ags.adapter.sign-on.enabled=true");
    }

    @AfterAll
    static void stop() {
        adapter.close();
    }

    @BeforeEach
    void signOnAgain() {
        SERVICE.requests().clear();
        SERVICE.onRequest(request ->
                CompletableFuture.completedFuture(ScriptedSessionService.signedOn(request, Optional.empty())));
    }

    private static String body(String device) {
        return "{\"parameters\":[{\"name\":\"sessionToken\",\"value\":\"" + TOKEN + "\"},{\"name\":\"pin\",\"value\":\""
                + PIN + "\"}]," + device + "}";
    }

    private static HttpRequest.Builder request(String body) {
        return adapter.to(PATH)
                .header("Content-Type", "application/json")
                .header("x-auth-service-id", "Customer Auth Service")
                .header("nv-tenant-id", "nagra")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private static HttpResponse<String> send(String body) {
        return adapter.send(request(body));
    }

    @Nested
    class Attempts {

        @Test
        void whatTheCallerAsks() {
            String trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

            adapter.send(request(BODY)
                    .header("x-correlation-id", "flow-1")
                    .header("Idempotency-Key", KEY)
                    .header("traceparent", trace));

            SignOnRequest attempt = SERVICE.requests().get(0);
            assertThat(attempt.tenantId()).isEqualTo(new TenantId("nagra"));
            assertThat(attempt.authServiceId()).isEqualTo(new AuthServiceId("Customer Auth Service"));
            assertThat(attempt.correlationId()).isEqualTo(new CorrelationId("flow-1"));
            assertThat(attempt.clientId()).isEqualTo(new ClientId("PUB_989"));
            assertThat(attempt.credentials().sessionToken()).isEqualTo(Secret.ofText(TOKEN));
            assertThat(attempt.credentials().pin()).contains(Secret.ofText(PIN));
            assertThat(attempt.credentials().repeatKey()).isEqualTo(Secret.ofText(KEY));
            assertThat(attempt.trace()).contains(new TraceParent(trace));
        }

        @Test
        void withAKeyThatNobodyElseKnowsWhereNoneIsGiven() {
            send(BODY);
            send(BODY);

            assertThat(SERVICE.requests())
                    .extracting(attempt -> attempt.credentials().repeatKey().text())
                    .doesNotHaveDuplicates()
                    .allMatch(key -> key.length() == 22);
        }

        @Test
        void asADeviceThatGetsItsClientIdWhereItHasNone() {
            HttpResponse<String> answer = send(body("\"deviceInformation\":{\"name\":[\"a phone\"],\"x\":{}}"));

            String clientId = json(answer).path("client_id").asString();
            assertThat(clientId).matches("dev-[A-Za-z0-9_-]{22}");
            assertThat(SERVICE.requests().get(0).clientId()).isEqualTo(new ClientId(clientId));
        }
    }

    @Nested
    class TellsTheOutcome {

        @Test
        void withTokensOfTheDevice() {
            SERVICE.onRequest(request -> CompletableFuture.completedFuture(
                    ScriptedSessionService.signedOn(request, Optional.of(Secret.ofText("refresh.it")))));

            HttpResponse<String> answer = send(BODY);

            assertThat(answer.statusCode()).isEqualTo(201);
            assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
            assertThat(json(answer).propertyNames())
                    .containsExactly("access_token", "refresh_token", "client_id", "token_type", "expires_in");
            assertThat(json(answer).path("access_token").asString()).isEqualTo("access.to.it");
            assertThat(json(answer).path("refresh_token").asString()).isEqualTo("refresh.it");
            assertThat(json(answer).path("client_id").asString()).isEqualTo("PUB_989");
            assertThat(json(answer).path("token_type").asString()).isEqualTo("Bearer");
            assertThat(json(answer).path("expires_in").asInt()).isBetween(240, 300);
        }

        @Test
        void withoutARefreshTokenWhereThereIsNone() {
            assertThat(json(send(BODY)).has("refresh_token")).isFalse();
        }

        @ParameterizedTest
        @CsvSource({
            "INVALID, 400, invalid-request",
            "UNAUTHORISED, 401, credential-refused",
            "EXPIRED, 504, deadline-passed"
        })
        void withTheStatusOfARefusal(SignOnOutcome outcome, int status, String type) {
            SERVICE.replyWith(ScriptedSessionService.refused(outcome, Optional.empty()));

            assertProblem(send(BODY), status, type);
        }

        @ParameterizedTest
        @CsvSource({"UNAVAILABLE, 503, unavailable", "EXPIRED, 504, deadline-passed"})
        void withTheStatusOfAnAnswerThatIsMissing(Outcome outcome, int status, String type) {
            SERVICE.replyWith(ScriptedSessionService.declined(outcome));

            assertProblem(send(BODY), status, type);
        }

        private static void assertProblem(HttpResponse<String> answer, int status, String type) {
            assertThat(answer.statusCode()).isEqualTo(status);
            assertThat(json(answer).path("type").asString()).isEqualTo("urn:problem-type:session-token:" + type);
            assertThat(answer.body()).doesNotContain("reason-for-audit");
            assertThat(answer.headers().firstValue("Retry-After").isPresent()).isEqualTo(status == 503);
            assertThat(answer.headers().firstValue("WWW-Authenticate").isPresent())
                    .isEqualTo(status == 401);
        }

        @Test
        void withWhatToChangeOfAnInvalidAttemptAlone() {
            SERVICE.replyWith(ScriptedSessionService.refused(SignOnOutcome.INVALID, Optional.of("Seal it again.")));
            assertThat(json(send(BODY)).path("detail").asString()).isEqualTo("Seal it again.");

            SERVICE.replyWith(ScriptedSessionService.refused(SignOnOutcome.UNAUTHORISED, Optional.of("was used")));
            assertThat(send(BODY).body()).doesNotContain("was used");
        }

        @Test
        void asABugWhereTheClientFails() {
            SERVICE.onRequest(request -> {
                throw new NoClassDefFoundError(TOKEN);
            });
            assertThat(send(BODY).statusCode()).isEqualTo(500);

            SERVICE.onRequest(request -> CompletableFuture.failedFuture(new IllegalStateException(TOKEN)));
            assertThat(send(BODY).statusCode()).isEqualTo(500);
        }
    }

    @Nested
    class Refuses400 {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "{\"parameters\":[],\"clientId\":\"a\"} | parameter 'sessionToken'",
                    "{\"clientId\":\"a\"} | member 'parameters'",
                    "{\"parameters\":[{\"name\":\"sessionToken\",\"value\":\"\"}],\"clientId\":\"a\"} | 1 to 1024 bytes",
                    "{\"parameters\":[{\"name\":\"sessionToken\",\"value\":\"a\"}]} | 'clientId', a string, or",
                    "{\"parameters\":[],\"clientId\":7} | Make clientId a string",
                    "{\"parameters\":[],\"clientId\":\"two words\"} | Change 'clientId': client ID must be",
                    "{\"parameters\":[],\"deviceInformation\":\"a phone\"} | 'deviceInformation' an object",
                    "[] | a JSON object"
                })
        void aBodyThatIsNotAsDescribed(String body, String said) {
            assertRefused(send(body), said);
        }

        @Test
        void aPinThatIsTooLong() {
            assertRefused(
                    send("{\"parameters\":[{\"name\":\"sessionToken\",\"value\":\"a\"},"
                            + "{\"name\":\"pin\",\"value\":\"" + "9".repeat(65) + "\"}],\"clientId\":\"a\"}"),
                    "PIN must have 1 to 64 bytes");
        }

        @ParameterizedTest
        @CsvSource({"short", "'a key of several words that is long'"})
        void aRepeatKeyThatCouldBeGuessedOrIsNone(String key) {
            HttpResponse<String> answer = adapter.send(request(BODY).header("Idempotency-Key", key));

            assertRefused(answer, "Change the header Idempotency-Key: repeat key must be 22 to 128 visible ASCII");
            assertThat(answer.body()).doesNotContain(key);
        }

        @Test
        void aRepeatKeyGivenTwice() {
            assertRefused(
                    adapter.send(request(BODY).header("Idempotency-Key", KEY).header("Idempotency-Key", KEY)),
                    "Idempotency-Key only once");
        }

        @Test
        void aRequestWithoutAuthService() {
            assertRefused(
                    adapter.send(adapter.to(PATH)
                            .header("nv-tenant-id", "nagra")
                            .POST(HttpRequest.BodyPublishers.ofString(BODY))),
                    "x-auth-service-id");
        }

        private static void assertRefused(HttpResponse<String> answer, String said) {
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
            assertThat(json(answer).path("detail").asString()).contains(said);
            assertThat(SERVICE.requests()).isEmpty();
        }
    }

    @Test
    void takesPostAlone() {
        assertThat(adapter.send(adapter.to(PATH)).statusCode()).isEqualTo(405);
    }

    @Test
    void isLoggedAndCountedByItsNameAndShowsNoSecret(CapturedOutput output) {
        adapter.send(request(BODY).header("x-correlation-id", "flow-2").header("Idempotency-Key", KEY));
        for (SignOnOutcome outcome : List.of(SignOnOutcome.INVALID, SignOnOutcome.UNAUTHORISED)) {
            SERVICE.replyWith(ScriptedSessionService.refused(outcome, Optional.empty()));
            assertThat(send(BODY).body()).doesNotContain(TOKEN, PIN, KEY);
        }
        SERVICE.onRequest(request -> {
            throw new NoClassDefFoundError(TOKEN + PIN + KEY);
        });
        assertThat(send(BODY).body()).doesNotContain(TOKEN, PIN, KEY);

        await().untilAsserted(() -> assertThat(output.getOut().lines().filter(line -> line.contains("flow-2")))
                .singleElement()
                .asString()
                .contains(
                        "operation=\"signOnWithSessionToken\"",
                        "outcome=\"signed-on\"",
                        "status=\"201\"",
                        "requestId=\"request-0001\""));
        assertThat(output.getAll()).contains("NoClassDefFoundError").doesNotContain(TOKEN, PIN, KEY, "access.to.it");
        assertThat(adapter.send(adapter.to("/actuator/prometheus")).body())
                .contains("{operation=\"signOnWithSessionToken\",outcome=\"signed-on\"}")
                .doesNotContain(TOKEN, PIN, KEY);
    }

    /** The same refusal costs as little as that of a request for a session token. */
    @Test
    void isRefusedUnreadWhereTooMuchIsInFlight() {
        ScriptedSessionService full = new ScriptedSessionService();
        full.refuseAll(ScriptedSessionService.declined(Outcome.UNAVAILABLE));
        try (AdapterUnderTest busy =
                AdapterUnderTest.start(new ScriptedBroker(), List.of(full), "ags.adapter.sign-on.enabled=true")) {
            assertThat(busy.send(busy.to(PATH).POST(HttpRequest.BodyPublishers.ofString("nonsense")))
                            .statusCode())
                    .isEqualTo(503);
            assertThat(full.requests()).isEmpty();
        }
    }

    @Test
    void isNotThereUnlessItIsEnabled() {
        try (AdapterUnderTest without = AdapterUnderTest.start(new ScriptedBroker())) {
            HttpRequest.Builder request = without.to(PATH)
                    .header("x-auth-service-id", "a")
                    .header("nv-tenant-id", "nagra")
                    .POST(HttpRequest.BodyPublishers.ofString(BODY));

            // Not by the adapter's own checks: the whole document describes the call.
            assertThat(HttpClient.newHttpClient()
                            .sendAsync(request.build(), HttpResponse.BodyHandlers.ofString())
                            .join()
                            .statusCode())
                    .isEqualTo(404);
        }
    }
}
