package org.sessiontoken.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.sessiontoken.it.SharedDeployment.Running;

/** POST /ags/getSessionToken, each row of the design's status table, over real HTTP and real Kafka. */
@ExtendWith(SharedDeployment.class)
class GetSessionTokenIT {

    private final Running running;
    private final HeadEnd headEnd;

    GetSessionTokenIT(Running running) {
        this.running = running;
        this.headEnd = running.headEnd();
    }

    @Nested
    class Answers200 {

        @Test
        void withATokenOf128BitsForAGenuineOperatorToken() {
            HttpResponse<String> response = headEnd.askWithGoodToken("ok").join();

            assertThat(response.statusCode()).isEqualTo(200);
            // 25 characters of 36 make 129 bits.
            assertThat(HeadEnd.token(response)).matches("[a-z0-9]{25,}");
            assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
            assertThat(response.headers().firstValue("x-correlation-id")).hasValue("ok");
        }

        @Test
        void withATokenOfItsOwnForEachOf500RequestsAtOnceThatCarryTheSameCorrelationId() {
            List<CompletableFuture<HttpResponse<String>>> asked = IntStream.range(0, 500)
                    .mapToObj(i -> headEnd.ask(Deployment.SCRIPTED, "one-for-all", "Say", "account-" + i))
                    .toList();

            Set<String> tokens = new HashSet<>();
            for (CompletableFuture<HttpResponse<String>> response : asked) {
                assertThat(response.join().statusCode()).isEqualTo(200);
                tokens.add(HeadEnd.token(response.join()));
            }
            assertThat(tokens).hasSize(500);
            assertEachGotItsOwn(asked);
        }

        /** The audit record says whose token each is: the hash of what each caller got must stand beside its account. */
        private void assertEachGotItsOwn(List<CompletableFuture<HttpResponse<String>>> asked) {
            AuditTrail audit = new AuditTrail(running.topics());
            for (int i = 0; i < asked.size(); i++) {
                assertThat(audit.accountOf(HeadEnd.token(asked.get(i).join()))).isEqualTo("account-" + i);
            }
        }
    }

    @Nested
    class Answers400 {

        @Test
        void withoutAnAuthServiceId() {
            HttpResponse<String> response = headEnd.send(
                            HttpRequest.newBuilder(headEnd.adapter().resolve("/ags/getSessionToken"))
                                    .header("Content-Type", "application/json")
                                    .header("nv-tenant-id", OperatorKeys.TENANT)
                                    .POST(BodyPublishers.ofString(HeadEnd.body("Say", "x"))))
                    .join();

            assertProblem(response, 400, "x-auth-service-id");
        }

        @Test
        void toAnAuthServiceThatTheTenantDoesNotHave() {
            assertProblem(headEnd.ask("No such service", "Say", "x"), 400, "x-auth-service-id");
        }

        @Test
        void toABodyThatIsNotAsDescribed() {
            HttpResponse<String> response = headEnd.send(
                            headEnd.request(Deployment.SCRIPTED, "c", "\"parameters\": []"))
                    .join();

            assertProblem(response, 400, "");
        }

        @Test
        void toAMissingMandatoryParameter() {
            assertProblem(headEnd.ask(Deployment.SHARED_SECRET, "Other", "x"), 400, "OperatorAuthToken");
        }

        @Test
        void toWhatTheBackendFindsInvalid() {
            assertProblem(headEnd.ask(Deployment.SCRIPTED, "Say", "invalid"), 400, "must be said otherwise");
        }
    }

    @Nested
    class Answers401 {

        /** From the user's own document: it expired in December 2024, and its key is not ours. */
        private static final String DOCUMENT_EXAMPLE =
                "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCIsImtpZCI6IjcwNjQ2OTQ4LWQ2ZmItNGNlOC1hNDMzLTUyYTE0ZWUyZmEwYSJ9."
                        + "eyJ0eXAiOiJHZXRTZXNzaW9uVG9rZW5BdXRoTiIsIk9wZkFjY291bnRJZCI6IlNlc3Npb25Ub2tlblNpZ25PbkFj"
                        + "Y291bnQtMDAwMSIsIk9wZlRlbmFudElkIjoibmFncmEiLCJleHAiOjE3MzUwODQ4MDAsImF1ZCI6ImFncyJ9."
                        + "yMwK-RJLh_nUeJPuoVtrfP8ol-sRuvO4dsy0QmRNzS8";

        @Test
        void toTheExampleOfTheUsersDocument() {
            HttpResponse<String> response =
                    headEnd.ask(Deployment.SHARED_SECRET, "OperatorAuthToken", DOCUMENT_EXAMPLE);

            assertProblem(response, 401, "");
        }

        @Test
        void toAnExpiredTokenInTheSameWordsAsToAForgedOne() {
            String expired =
                    headEnd.keys().operatorToken(OperatorKeys.ACCOUNT, OperatorKeys.TENANT, Duration.ofMinutes(-10));
            String good = headEnd.keys().operatorToken();
            String forged = good.substring(0, good.length() - 8) + "AAAAAAAA";

            String toExpired =
                    bodyWithoutCorrelation(headEnd.ask(Deployment.SHARED_SECRET, "OperatorAuthToken", expired));
            String toForged =
                    bodyWithoutCorrelation(headEnd.ask(Deployment.SHARED_SECRET, "OperatorAuthToken", forged));

            assertThat(toExpired).isEqualTo(toForged).doesNotContain("expired");
        }

        @Test
        void toWhatTheBackendRefuses() {
            assertProblem(headEnd.ask(Deployment.SCRIPTED, "Say", "unauthorised"), 401, "");
        }

        private static String bodyWithoutCorrelation(HttpResponse<String> response) {
            assertProblem(response, 401, "");
            return response.body().replaceAll("it-correlation", "");
        }
    }

    @Nested
    class Answers403 {

        @Test
        void toAGenuineTokenOfAnotherTenant() {
            String foreign = headEnd.keys().operatorToken(OperatorKeys.ACCOUNT, "another", Duration.ofMinutes(5));

            assertProblem(headEnd.ask(Deployment.SHARED_SECRET, "OperatorAuthToken", foreign), 403, "");
        }

        @Test
        void toWhatTheBackendForbids() {
            assertProblem(headEnd.ask(Deployment.SCRIPTED, "Say", "forbidden"), 403, "");
        }
    }

    @Nested
    class AnswersBeforeAnythingIsAsked {

        @Test
        void with405ToAnotherMethod() {
            HttpResponse<String> response = headEnd.send(
                            HttpRequest.newBuilder(headEnd.adapter().resolve("/ags/getSessionToken")))
                    .join();

            assertProblem(response, 405, "");
            assertThat(response.headers().firstValue("Allow").orElse("")).contains("POST");
        }

        @Test
        void with413ToABodyOfMoreThan64KiB() {
            String large = HeadEnd.body("Say", "x".repeat(65_536));

            assertProblem(
                    headEnd.send(headEnd.request(Deployment.SCRIPTED, "c", large))
                            .join(),
                    413,
                    "");
        }

        @Test
        void with415ToAnotherMediaType() {
            HttpResponse<String> response = headEnd.send(headEnd.request(Deployment.SCRIPTED, "c", "Say=x")
                            .setHeader("Content-Type", "application/x-www-form-urlencoded"))
                    .join();

            assertProblem(response, 415, "");
        }
    }

    @Nested
    class InvitesToComeBackLater {

        @Test
        void with429WhenTheAuthServiceIsAskedTooOften() {
            List<HttpResponse<String>> responses = IntStream.range(0, 5)
                    .mapToObj(i -> headEnd.ask(Deployment.SLOW_LIMIT, "c", "Say", "account"))
                    .toList()
                    .stream()
                    .map(CompletableFuture::join)
                    .toList();

            HttpResponse<String> throttled = responses.stream()
                    .filter(response -> response.statusCode() == 429)
                    .findFirst()
                    .orElseThrow();
            assertProblem(throttled, 429, "");
            assertThat(throttled.headers().firstValue("Retry-After")).hasValue("1");
        }

        @Test
        void with503WhenTheBackendIsUnavailable() {
            HttpResponse<String> response = headEnd.ask(Deployment.SCRIPTED, "Say", "unavailable");

            assertProblem(response, 503, "");
            assertThat(response.headers().firstValue("Retry-After")).hasValue("7");
        }

        @Test
        void with503WhenTheBackendHasABug() {
            assertProblem(headEnd.ask(Deployment.SCRIPTED, "Say", "bug"), 503, "");
        }
    }

    @Nested
    class Answers504 {

        @Test
        void whenNoReplyComesByTheDeadline() {
            HeadEnd impatient = running.deployment().startAdapter("ags.adapter.deadline=300ms");
            Deployment.awaitReady(impatient);

            assertProblem(impatient.ask(Deployment.SCRIPTED, "Say", "nothing"), 504, "");
        }
    }

    @Nested
    class AnswersWhenTooMuchIsInFlight {

        @Test
        void with503AtOnce() {
            HeadEnd narrow =
                    running.deployment().startAdapter("ags.adapter.max-in-flight=1", "ags.adapter.deadline=20s");
            Deployment.awaitReady(narrow);
            CompletableFuture<HttpResponse<String>> one = narrow.ask(Deployment.SCRIPTED, "c", "Say", "nothing");
            CompletableFuture<HttpResponse<String>> other = narrow.ask(Deployment.SCRIPTED, "c", "Say", "nothing");

            CompletableFuture.anyOf(one, other).join();

            // Which of them came in first is the network's choice.
            HttpResponse<String> refused = (one.isDone() ? one : other).join();
            assertProblem(refused, 503, "");
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            assertThat(List.of(one, other))
                    .filteredOn(CompletableFuture::isDone)
                    .hasSize(1);
        }
    }

    private static void assertProblem(HttpResponse<String> response, int status, String inDetail) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(response.headers().firstValue("x-correlation-id")).isPresent();
        assertThat(HeadEnd.json(response).path("status").asInt()).isEqualTo(status);
        assertThat(HeadEnd.json(response).path("detail").asString("")).contains(inDetail);
    }
}
