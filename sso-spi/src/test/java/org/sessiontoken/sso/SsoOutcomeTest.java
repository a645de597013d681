package org.sessiontoken.sso;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sessiontoken.sso.SsoOutcome.Authenticated;
import org.sessiontoken.sso.SsoOutcome.Cases;
import org.sessiontoken.sso.SsoOutcome.Forbidden;
import org.sessiontoken.sso.SsoOutcome.Invalid;
import org.sessiontoken.sso.SsoOutcome.Unauthorised;
import org.sessiontoken.sso.SsoOutcome.Unavailable;
import org.sessiontoken.value.AccountId;
import org.sessiontoken.value.ReasonCode;

class SsoOutcomeTest {

    private static final ReasonCode REASON = new ReasonCode("some-reason");

    @ParameterizedTest
    @MethodSource("outcomes")
    void answersWithItsOwnCaseAndItself(SsoOutcome outcome) {
        assertThat(outcome.fold(new NameAndSelf())).isEqualTo(outcome.getClass().getSimpleName() + " " + outcome);
    }

    static Stream<SsoOutcome> outcomes() {
        return Stream.of(
                new Authenticated(new AccountId("account-1")),
                new Unauthorised(REASON),
                new Forbidden(REASON),
                new Invalid(REASON, "what to change"),
                new Unavailable(REASON, Duration.ofSeconds(5)));
    }

    @Test
    void isAnOutageUnlessItMayConcernOneRequestAlone() {
        assertThat(new Unavailable(REASON, Duration.ofSeconds(5)).isOutage()).isTrue();
        assertThat(Unavailable.ofThisRequest(REASON, Duration.ofSeconds(5)).isOutage())
                .isFalse();
    }

    private static final class NameAndSelf implements Cases<String> {
        @Override
        public String authenticated(Authenticated outcome) {
            return "Authenticated " + outcome;
        }

        @Override
        public String unauthorised(Unauthorised outcome) {
            return "Unauthorised " + outcome;
        }

        @Override
        public String forbidden(Forbidden outcome) {
            return "Forbidden " + outcome;
        }

        @Override
        public String invalid(Invalid outcome) {
            return "Invalid " + outcome;
        }

        @Override
        public String unavailable(Unavailable outcome) {
            return "Unavailable " + outcome;
        }
    }
}
