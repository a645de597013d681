package org.sessiontoken.sso;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.sessiontoken.sso.SsoOutcome.Unavailable;
import org.sessiontoken.sso.http.OutboundFailure;
import org.sessiontoken.sso.http.OutboundFailure.Kind;
import org.sessiontoken.sso.http.OutboundResponse;
import org.sessiontoken.value.Secret;

class ProviderLogTest {

    private static final URI LOGIN = URI.create("https://login.example/session?key=canary");

    private final SettableClock clock = new SettableClock();
    private final LogRecorder recorder = new LogRecorder("org.sessiontoken.sso");
    private final ProviderLog log =
            new ProviderLog(TestBackendContext.with(Map.of()).at(clock));

    @AfterEach
    void close() {
        recorder.close();
    }

    @Nested
    class ACause {

        @Test
        void isLoggedOnceUntilItChanges() {
            for (String cause : List.of("refused", "refused", "unknown", "unknown", "refused")) {
                log.failed(cause);
            }

            assertThat(lines())
                    .satisfiesExactly(
                            line -> assertThat(line).contains("refused", "nagra", "Login"),
                            line -> assertThat(line).contains("unknown"),
                            line -> assertThat(line).contains("refused"));
        }

        @Test
        void isLoggedAgainOnceTheProviderHasAnswered() {
            log.answered();
            log.failed("refused");
            log.answered();
            log.answered();
            log.failed("refused");

            assertThat(lines())
                    .satisfiesExactly(
                            line -> assertThat(line).contains("refused"),
                            line -> assertThat(line).contains("answers again"),
                            line -> assertThat(line).contains("refused"));
        }

        @Test
        void thatComesAndGoesIsLoggedTenTimesAMinute() {
            for (int i = 0; i < 1_000; i++) {
                log.failed("refused");
                log.answered();
            }
            assertThat(lines()).hasSize(10);

            log.failed("the last one");
            clock.now = clock.now.plus(Duration.ofMinutes(1));
            log.failed("the last one");

            assertThat(lines()).hasSize(11).last().asString().contains("the last one");
        }
    }

    @Nested
    class AFailure {

        @Test
        void isLoggedInItsOwnWordsAndAnsweredByItsKind() {
            SsoOutcome outcome = log.failed(new CompletionException(
                    new OutboundFailure(Kind.UNREACHABLE, "https://login.example:443: the connection was refused")));

            assertThat(outcome).isEqualTo(ProviderFailure.PROVIDER_UNREACHABLE.outcome());
            assertThat(recorder.text()).contains("https://login.example:443: the connection was refused");
        }

        @Test
        void thatIsABugIsThrown() {
            IllegalStateException bug = new IllegalStateException("canary");

            assertThatThrownBy(() -> log.failed(bug)).hasCause(bug);
            assertThat(recorder.text()).isEmpty();
        }

        @Test
        void ofAResponseIsLoggedWithoutTheQuery() {
            OutboundResponse response =
                    new OutboundResponse(404, Optional.empty(), Secret.ofText("canary"), Optional.empty());

            assertThat(log.unexpectedStatus(LOGIN, response)).isEqualTo(ProviderFailure.UNEXPECTED_STATUS.outcome());
            log.malformed(LOGIN, response.jsonProblem());

            assertThat(recorder.text())
                    .contains("https://login.example/session: the status is 404", "it has no media type")
                    .doesNotContain("canary");
        }
    }

    @Nested
    class AnOutage {

        /** Anything else may be what the provider says to the one account that asks. */
        @Test
        void isNoConnectionNoAnswerInTimeAndAStatusOf5xxAlone() {
            assertThat(ProviderFailure.values())
                    .filteredOn(ProviderFailure::isOutage)
                    .containsExactly(
                            ProviderFailure.PROVIDER_UNREACHABLE,
                            ProviderFailure.PROVIDER_TIMED_OUT,
                            ProviderFailure.PROVIDER_FAILED);
            assertThat(ProviderFailure.values())
                    .allSatisfy(failure -> assertThat(((Unavailable) failure.outcome()).isOutage())
                            .isEqualTo(failure.isOutage()));
        }
    }

    private List<String> lines() {
        return recorder.text().lines().toList();
    }

    private static final class SettableClock extends Clock {

        private Instant now = Instant.parse("2026-03-01T12:00:00Z");

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
