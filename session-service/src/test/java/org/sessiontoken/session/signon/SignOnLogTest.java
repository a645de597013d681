package org.sessiontoken.session.signon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sessiontoken.session.signon.Attempts.AUTH_SERVICE;
import static org.sessiontoken.session.signon.Attempts.ISSUED;
import static org.sessiontoken.session.signon.Attempts.OTHER;
import static org.sessiontoken.session.signon.Attempts.PARTITION;
import static org.sessiontoken.session.signon.Attempts.TENANT;
import static org.sessiontoken.session.signon.Attempts.TOKEN;
import static org.sessiontoken.session.signon.Attempts.TOKEN_LIFE;
import static org.sessiontoken.session.signon.Attempts.by;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sessiontoken.value.AuthServiceId;
import org.sessiontoken.value.ClientId;
import org.sessiontoken.value.Secret;
import org.sessiontoken.value.TenantId;
import org.sessiontoken.value.TokenHash;

class SignOnLogTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final SignOnLog log = new SignOnLog(PARTITION);

    private Verdict verdict(SignOnAttempt attempt) {
        return log.next(attempt, Optional.of(ISSUED)).verdict();
    }

    @Test
    void theFirstAttemptWins() {
        SignOnAttempt first = by("phone", SECOND);

        SignOnDecision decision = log.next(first, Optional.of(ISSUED));

        assertThat(decision.verdict()).isEqualTo(Verdict.SIGNED_ON);
        assertThat(decision.win()).contains(new Win(first.attemptId(), first.device(), first.at()));
        assertThat(decision.token()).contains(ISSUED);
    }

    @Test
    void anotherDeviceIsRefused() {
        verdict(by("phone", SECOND));

        assertThat(verdict(by("thief", SECOND.multipliedBy(2)))).isEqualTo(Verdict.ALREADY_USED);
    }

    @Test
    void theSameDeviceGetsTheSameAnswerForAMinute() {
        SignOnDecision first = log.next(by("phone", SECOND), Optional.of(ISSUED));

        SignOnDecision last = log.next(by("phone", Duration.ofMillis(60_999)), Optional.of(ISSUED));

        assertThat(last.verdict()).isEqualTo(Verdict.REPEATED);
        assertThat(last.win()).isEqualTo(first.win());
        assertThat(verdict(by("phone", Duration.ofSeconds(61)))).isEqualTo(Verdict.ALREADY_USED);
    }

    @Test
    void anAnswerLostAtTheEndOfTheTokensLifeMayBeAskedForAgain() {
        Duration last = TOKEN_LIFE.minusMillis(1);
        verdict(by("phone", last));

        assertThat(verdict(by("phone", last.plusSeconds(59)))).isEqualTo(Verdict.REPEATED);
        assertThat(verdict(by("thief", last.plusSeconds(59)))).isEqualTo(Verdict.TOKEN_EXPIRED);
    }

    @Test
    void theRepeatKeyIsNotEnoughForAnotherClient() {
        SignOnAttempt first = by("phone", SECOND);
        verdict(first);
        Device other = new Device(new ClientId("PUB_990"), first.device().repeatKey());

        SignOnAttempt again = new SignOnAttempt(
                first.attemptId(), TOKEN, TOKEN, TENANT, AUTH_SERVICE, other, first.at(), first.deadline());

        assertThat(verdict(again)).isEqualTo(Verdict.ALREADY_USED);
    }

    @Test
    void aTokenIsRedeemedUntilItExpires() {
        assertThat(verdict(by("phone", TOKEN_LIFE))).isEqualTo(Verdict.TOKEN_EXPIRED);
        assertThat(verdict(by("phone", TOKEN_LIFE.minusMillis(1)))).isEqualTo(Verdict.SIGNED_ON);
    }

    @Test
    void aTokenThatExpiredAMinuteAgoIsUnknown() {
        assertThat(verdict(by("phone", TOKEN_LIFE.plusSeconds(59)))).isEqualTo(Verdict.TOKEN_EXPIRED);

        SignOnDecision later = log.next(by("phone", TOKEN_LIFE.plusSeconds(60)), Optional.of(ISSUED));

        assertThat(later.verdict()).isEqualTo(Verdict.UNKNOWN_TOKEN);
        assertThat(later.token()).isEmpty();
    }

    @Test
    void aTokenThatWasNotIssuedIsUnknown() {
        assertThat(log.next(by("phone", SECOND), Optional.empty()).verdict()).isEqualTo(Verdict.UNKNOWN_TOKEN);
    }

    @Test
    void aTokenIsGoodForItsTenantAndAuthServiceAlone() {
        SignOnAttempt attempt = by("phone", SECOND);

        assertThat(verdict(Attempts.with(attempt, new TenantId("other"), AUTH_SERVICE)))
                .isEqualTo(Verdict.OTHER_TENANT);
        assertThat(verdict(Attempts.with(attempt, TENANT, new AuthServiceId("other"))))
                .isEqualTo(Verdict.OTHER_AUTH_SERVICE);
        assertThat(verdict(attempt)).isEqualTo(Verdict.SIGNED_ON);
    }

    @Test
    void whatCameToKafkaAfterItsDeadlineDoesNotCount() {
        SignOnAttempt attempt = by("phone", SECOND);

        assertThat(verdict(Attempts.at(attempt, attempt.deadline(), attempt.deadline())))
                .isEqualTo(Verdict.LATE);
        assertThat(verdict(by("tablet", Duration.ofSeconds(2)))).isEqualTo(Verdict.SIGNED_ON);
    }

    @Test
    void aTokensHashRedeemsNothing() {
        TokenHash hashOfTheHash = TokenHash.of(Secret.ofText(TOKEN.value()));

        assertThat(verdict(Attempts.with(by("auditor", SECOND), TOKEN, hashOfTheHash)))
                .isEqualTo(Verdict.MISPLACED);
        assertThat(verdict(by("phone", SECOND))).isEqualTo(Verdict.SIGNED_ON);
    }

    @Test
    void anAttemptUnderTheKeyOfAnotherTokenDoesNotCount() {
        assertThat(verdict(Attempts.with(by("thief", SECOND), OTHER, TOKEN))).isEqualTo(Verdict.MISPLACED);
        assertThat(verdict(by("phone", SECOND))).isEqualTo(Verdict.SIGNED_ON);
    }

    @Test
    void anAttemptOnAPartitionThatIsNotItsTokensDoesNotCount() {
        SignOnLog elsewhere =
                new SignOnLog(new SignOnPartition((PARTITION.number() + 1) % PARTITION.of(), PARTITION.of()));

        assertThat(elsewhere.next(by("thief", SECOND), Optional.of(ISSUED)).verdict())
                .isEqualTo(Verdict.MISPLACED);
    }

    @Test
    void keepsAWinNoLongerThanItMatters() {
        verdict(by("phone", SECOND));
        Duration over = TOKEN_LIFE.plus(SignOnLog.MEMORY);

        verdict(by("phone", over));
        assertThat(log.size()).isOne();

        verdict(by("phone", over.plusMillis(1)));
        assertThat(log.size()).isZero();
    }

    @Test
    void guessesAreNotKept() {
        log.next(by("thief", SECOND), Optional.empty());

        assertThat(log.size()).isZero();
    }
}
