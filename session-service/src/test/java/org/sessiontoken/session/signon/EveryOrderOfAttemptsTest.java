package org.sessiontoken.session.signon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sessiontoken.value.TenantId;

/**
 * Every order of six attempts on one token, and for each of them every order in which two processors may read, answer, commit, be
 * killed, and take over from one another, as a zombie may, too. Nothing is sampled.
 */
class EveryOrderOfAttemptsTest {

    /** What may be attempted; the time is given by the place in the order. */
    private static final List<Function<Duration, SignOnAttempt>> KINDS = List.of(
            after -> Attempts.by("phone", after),
            after -> Attempts.by("phone", after),
            after -> Attempts.by("thief", after),
            after -> late(Attempts.by("phone", after)),
            after -> Attempts.with(Attempts.by("thief", after), new TenantId("other"), Attempts.AUTH_SERVICE),
            after -> Attempts.with(Attempts.by("thief", after), Attempts.TOKEN, Attempts.OTHER));

    private static SignOnAttempt late(SignOnAttempt attempt) {
        return Attempts.at(attempt, attempt.at(), attempt.at());
    }

    /** With short steps all attempts are made while the token lives; with long ones it expires, and is forgotten, among them. */
    @ParameterizedTest
    @ValueSource(ints = {1, 45, 90})
    void hasOneWinnerAndOneAnswerForEachAttempt(int secondsApart) {
        int[] explored = {0};
        inEveryOrder(new ArrayList<>(), new ArrayList<>(KINDS), Duration.ofSeconds(secondsApart), log -> {
            explored[0] += TwoProcessors.explore(log, Rebuild.FROM_THE_LOG);
        });

        // Fewer would mean that the world does not move.
        assertThat(explored[0]).isGreaterThan(100_000);
    }

    @Test
    void noticesAnOwnerThatDoesNotReadWhatWasBefore() {
        List<SignOnAttempt> log =
                List.of(Attempts.by("phone", Duration.ofSeconds(1)), Attempts.by("thief", Duration.ofSeconds(2)));

        assertThatThrownBy(() -> TwoProcessors.explore(log, Rebuild.NONE))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("one answer");
    }

    private static void inEveryOrder(
            List<SignOnAttempt> chosen,
            List<Function<Duration, SignOnAttempt>> left,
            Duration apart,
            Consumer<List<SignOnAttempt>> looked) {
        if (left.isEmpty()) {
            looked.accept(chosen);
            return;
        }
        for (int next = 0; next < left.size(); next++) {
            List<Function<Duration, SignOnAttempt>> others = new ArrayList<>(left);
            List<SignOnAttempt> longer = new ArrayList<>(chosen);
            longer.add(others.remove(next).apply(apart.multipliedBy(chosen.size() + 1L)));
            inEveryOrder(longer, others, apart, looked);
        }
    }
}
