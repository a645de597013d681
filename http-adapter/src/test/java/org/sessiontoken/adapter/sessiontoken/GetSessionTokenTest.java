package org.sessiontoken.adapter.sessiontoken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sessiontoken.adapter.AdapterUnderTest.json;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sessiontoken.adapter.AdapterUnderTest;
import org.sessiontoken.client.SessionTokenReply;
import org.sessiontoken.client.SessionTokenRequest;
import org.sessiontoken.event.Outcome;
import org.sessiontoken.value.AuthServiceId;
import org.sessiontoken.value.CorrelationId;
import org.sessiontoken.value.Parameter;
import org.sessiontoken.value.ReasonCode;
import org.sessiontoken.value.Secret;
import org.sessiontoken.value.TenantId;
import org.sessiontoken.value.TraceParent;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class GetSessionTokenTest {

    private static final String BODY = "{\"parameters\":[{\"name\":\"OperatorAuthToken\",\"value\":\"eyJ\"}]}";
    private static final ScriptedBroker BROKER = new ScriptedBroker();
    private static AdapterUnderTest adapter;

    @BeforeAll
    static void start() {
        adapter = AdapterUnderTest.start(BROKER);
    }

    @AfterAll
    static void stop() {
        adapter.close();
    }

    @BeforeEach
    void issueAgain() {
        BROKER.requests().clear();
        BROKER.replyWith(ScriptedBroker.issued(ScriptedBroker.TOKEN));
    }

    private static void assertRefused(HttpResponse<String> answer, int status, String inDetail) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(json(answer).path("status").asInt()).isEqualTo(status);
        assertThat(json(answer).path("detail").asString()).contains(inDetail);
        assertThat(BROKER.requests()).isEmpty();
    }

    @Nested
    class AsksTheBroker {

        @Test
        void whatTheCallerAsked() {
            String trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

            adapter.send(adapter.tokenRequest(BODY)
                    .header("x-correlation-id", "flow-1")
                    .header("traceparent", trace));

            SessionTokenRequest request = BROKER.requests().get(0);
            assertThat(request.tenantId()).isEqualTo(new TenantId("nagra"));
            assertThat(request.authServiceId()).isEqualTo(new AuthServiceId("Customer Auth Service"));
            assertThat(request.correlationId()).isEqualTo(new CorrelationId("flow-1"));
            assertThat(request.parameters().all())
                    .containsExactly(new Parameter("OperatorAuthToken", Secret.ofText("eyJ")));
            assertThat(request.trace()).contains(new TraceParent(trace));
        }

        @Test
        void withoutATraceWhereItIsMalformed() {
            adapter.send(adapter.tokenRequest(BODY).header("traceparent", "00-nonsense"));

            assertThat(BROKER.requests().get(0).trace()).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "application/json; charset=utf-8",
                    "application/json;charset=\"UTF-8\"; v=1",
                    "Application/JSON"
                })
        void whateverCaseAndParametersTheMediaTypeHas(String mediaType) {
            assertThat(adapter.send(adapter.tokenRequest(BODY).setHeader("Content-Type", mediaType))
                            .statusCode())
                    .isEqualTo(200);
        }

        @Test
        void whereNoMediaTypeIsDeclared() {
            HttpRequest.Builder undeclared = adapter.to(AdapterUnderTest.TOKEN_PATH)
                    .header("x-auth-service-id", "a")
                    .header("nv-tenant-id", "nagra")
                    .POST(HttpRequest.BodyPublishers.ofString(BODY));

            assertThat(adapter.send(undeclared).statusCode()).isEqualTo(200);
        }
    }

    @Nested
    class TellsTheOutcome {

        @Test
        void withTheTokenWhereOneWasIssued() {
            HttpResponse<String> answer = adapter.send(adapter.tokenRequest(BODY));

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("{\"sessionToken\":\"abc3fj6sdehd529ng33dg\"}");
        }

        @ParameterizedTest
        @CsvSource({
            "INVALID, 400, invalid-request",
            "UNAUTHORISED, 401, credential-refused",
            "FORBIDDEN, 403, not-allowed",
            "UNAVAILABLE, 503, unavailable",
            "THROTTLED, 429, throttled",
            "EXPIRED, 504, deadline-passed"
        })
        void withItsStatus(Outcome outcome, int status, String type) {
            BROKER.replyWith(ScriptedBroker.declined(outcome));

            HttpResponse<String> answer = adapter.send(adapter.tokenRequest(BODY));

            assertThat(answer.statusCode()).isEqualTo(status);
            assertThat(json(answer).path("type").asString()).isEqualTo("urn:problem-type:session-token:" + type);
            assertThat(answer.body()).doesNotContain("reason-for-audit");
            assertThat(answer.headers().firstValue("Retry-After").isPresent()).isEqualTo(outcome.invitesRetry());
            assertThat(answer.headers().firstValue("WWW-Authenticate").isPresent())
                    .isEqualTo(status == 401);
        }

        @Test
        void withTheHeaderThatNamesAnUnknownAuthService() {
            BROKER.replyWith(new SessionTokenReply.Declined(
                    ScriptedBroker.REQUEST_ID,
                    Outcome.INVALID,
                    new ReasonCode("unknown-auth-service"),
                    Optional.of("the broker's words"),
                    Optional.empty()));

            assertThat(json(adapter.send(adapter.tokenRequest(BODY)))
                            .path("detail")
                            .asString())
                    .isEqualTo("the tenant has no auth service of this name: x-auth-service-id must be an"
                            + " authServiceName of service discovery");
        }

        @Test
        void withTheDetailOfAnInvalidRequest() {
            BROKER.replyWith(ScriptedBroker.declined(
                    Outcome.INVALID, Optional.of("Give the parameter OperatorAuthToken."), Optional.empty()));

            assertThat(json(adapter.send(adapter.tokenRequest(BODY)))
                            .path("detail")
                            .asString())
                    .isEqualTo("Give the parameter OperatorAuthToken.");
        }

        @ParameterizedTest
        @ValueSource(strings = {"UNAUTHORISED", "FORBIDDEN"})
        void withoutTheDetailOfARefusal(Outcome outcome) {
            BROKER.replyWith(ScriptedBroker.declined(outcome, Optional.of("expired yesterday"), Optional.empty()));

            assertThat(adapter.send(adapter.tokenRequest(BODY)).body()).doesNotContain("yesterday");
        }

        @ParameterizedTest
        @CsvSource({"PT0S, 1", "PT0.2S, 1", "PT1S, 1", "PT1.001S, 2", "PT90S, 90", ", 1"})
        void withTheTimeToWaitInWholeSecondsRoundedUp(@Nullable Duration wait, String seconds) {
            BROKER.replyWith(ScriptedBroker.declined(Outcome.THROTTLED, Optional.empty(), Optional.ofNullable(wait)));

            assertThat(adapter.send(adapter.tokenRequest(BODY)).headers().firstValue("Retry-After"))
                    .hasValue(seconds);
        }

        @Test
        void inJsonWhateverTheCallerAccepts() {
            BROKER.replyWith(ScriptedBroker.declined(Outcome.FORBIDDEN));

            HttpResponse<String> answer =
                    adapter.send(adapter.tokenRequest(BODY).header("Accept", "image/png"));

            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        }

        @Test
        void asABugWhereTheClientFailsAtOnce() {
            BROKER.onRequest(request -> {
                throw new IllegalStateException("at once");
            });

            assertIsBug(adapter.send(adapter.tokenRequest(BODY)));
        }

        @Test
        void asABugWhereTheClientFailsLater() {
            BROKER.onRequest(request -> CompletableFuture.failedFuture(new IllegalStateException("later")));

            assertIsBug(adapter.send(adapter.tokenRequest(BODY)));
        }

        @Test
        void asABugThatIsLoggedWhereTheClientFailsWithAnError(CapturedOutput output) {
            BROKER.onRequest(request -> {
                throw new NoClassDefFoundError("org/example/Missing");
            });

            HttpResponse<String> response = adapter.send(adapter.tokenRequest(BODY));

            assertIsBug(response);
            assertThat(output.getOut())
                    .contains("Request failed: this is a bug", "java.lang.NoClassDefFoundError")
                    .doesNotContain("org/example/Missing");
        }

        private void assertIsBug(HttpResponse<String> answer) {
            assertThat(answer.statusCode()).isEqualTo(500);
            assertThat(answer.body()).doesNotContain("IllegalState", "at once", "later", "\\tat ");
        }
    }

    @Nested
    class Refuses400 {

        @Test
        void aRequestWithoutAuthService() {
            HttpRequest.Builder without = adapter.to(AdapterUnderTest.TOKEN_PATH)
                    .header("nv-tenant-id", "nagra")
                    .POST(HttpRequest.BodyPublishers.ofString(BODY));

            assertRefused(adapter.send(without), 400, "x-auth-service-id");
        }

        @Test
        void aBlankAuthService() {
            assertRefused(
                    adapter.send(adapter.tokenRequest(BODY).setHeader("x-auth-service-id", " ")),
                    400,
                    "x-auth-service-id");
        }

        @Test
        void aRequestWithoutTenant() {
            HttpRequest.Builder without = adapter.to(AdapterUnderTest.TOKEN_PATH)
                    .header("x-auth-service-id", "a")
                    .POST(HttpRequest.BodyPublishers.ofString(BODY));

            assertRefused(adapter.send(without), 400, "nv-tenant-id");
        }

        @Test
        void aTenantThatCannotBeOne() {
            HttpResponse<String> answer =
                    adapter.send(adapter.tokenRequest(BODY).setHeader("nv-tenant-id", "na/gra"));

            assertRefused(answer, 400, "nv-tenant-id");
            assertThat(answer.body()).doesNotContain("na/gra");
        }

        @ParameterizedTest
        @ValueSource(strings = {"nv-tenant-id", "x-auth-service-id", "x-correlation-id"})
        void aHeaderGivenTwice(String name) {
            HttpRequest.Builder twice = adapter.tokenRequest(BODY).header(name, "one");
            if (name.equals("x-correlation-id")) {
                twice.header(name, "two");
            }

            assertRefused(adapter.send(twice), 400, name);
        }

        @Test
        void aBodyThatIsNotAsDescribed() {
            assertRefused(adapter.send(adapter.tokenRequest("\"parameters\": []")), 400, "JSON object");
        }
    }

    @Nested
    class Refuses415 {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "application/x-www-form-urlencoded",
                    "text/plain",
                    "application/jsonp",
                    "application/json; charset=utf-16",
                    "application/json; v=1; Charset=\"iso-8859-1\"",
                    "application/json; charset=utf-8x"
                })
        void anotherMediaType(String mediaType) {
            HttpResponse<String> answer =
                    adapter.send(adapter.tokenRequest(BODY).setHeader("Content-Type", mediaType));

            assertRefused(answer, 415, "application/json");
            assertThat(answer.headers().firstValue("Accept")).hasValue("application/json");
        }

        @Test
        void aContentCoding() {
            HttpResponse<String> answer =
                    adapter.send(adapter.tokenRequest(BODY).header("Content-Encoding", "gzip"));

            assertRefused(answer, 415, "Content-Encoding");
            assertThat(answer.headers().firstValue("Accept-Encoding")).hasValue("identity");
        }
    }

    @Nested
    class Refuses405 {

        @ParameterizedTest
        @ValueSource(strings = {"GET", "PUT", "DELETE", "PATCH"})
        void anotherMethod(String method) {
            HttpResponse<String> answer =
                    adapter.send(adapter.tokenRequest(BODY).method(method, HttpRequest.BodyPublishers.noBody()));

            assertRefused(answer, 405, "Allow");
            assertThat(answer.headers().firstValue("Allow")).hasValue("POST");
        }
    }

    @Nested
    class Refuses413 {

        private static String bodyOf(int bytes) {
            String start = "{\"parameters\":[],\"more\":\"";
            return start + "x".repeat(bytes - start.length() - 2) + "\"}";
        }

        @Test
        void nothingOf64KiB() {
            assertThat(adapter.send(adapter.tokenRequest(bodyOf(65_536))).statusCode())
                    .isEqualTo(200);
        }

        @Test
        void oneByteMore() {
            assertRefused(adapter.send(adapter.tokenRequest(bodyOf(65_537))), 413, "65536");
        }

        @Test
        void nothingOf64KiBInChunks() {
            assertThat(adapter.send(chunked(bodyOf(65_536))).statusCode()).isEqualTo(200);
        }

        @Test
        void oneByteMoreInChunks() {
            assertRefused(adapter.send(chunked(bodyOf(65_537))), 413, "65536");
        }

        private static HttpRequest.Builder chunked(String body) {
            List<byte[]> chunks = List.of(
                    body.substring(0, 10_000).getBytes(java.nio.charset.StandardCharsets.UTF_8),
                    body.substring(10_000).getBytes(java.nio.charset.StandardCharsets.UTF_8));
            return adapter.tokenRequest("").POST(HttpRequest.BodyPublishers.ofByteArrays(chunks));
        }
    }
}
