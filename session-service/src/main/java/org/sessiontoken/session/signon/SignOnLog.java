package org.sessiontoken.session.signon;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import org.sessiontoken.session.issued.IssuedToken;
import org.sessiontoken.value.TokenHash;

/**
 * One partition of the sign-on topic, read from a record on: who has won which token. Each record is given once, in the order of
 * the partition; what it gets is a function of the records before it and of what its token is good for.
 *
 * <p>Time is when Kafka appended a record. A token that has expired long enough ago counts as one that was never issued, so that
 * nobody has to remember more: whoever begins {@link #MEMORY} and the longest life of a token before a record says the same of it
 * as whoever has read all of the partition. Not safe for several threads.
 */
final class SignOnLog {

    /** How long after its win a device may ask for the answer again. */
    static final Duration REPEATABLE = Duration.ofSeconds(60);

    /** By how much the clocks of Kafka's nodes may differ: a new leader may time a record earlier than the one before it. */
    private static final Duration CLOCK_DIFFERENCE = Duration.ofSeconds(60);

    /** How long before a record, besides the longest life of a token, a reader has to begin. */
    static final Duration MEMORY = REPEATABLE.plus(CLOCK_DIFFERENCE);

    private final SignOnPartition partition;
    private final Map<TokenHash, Win> wins = new HashMap<>();
    private final Queue<Forgetting> forgettings = new PriorityQueue<>(Comparator.comparing(Forgetting::at));

    SignOnLog(SignOnPartition partition) {
        this.partition = partition;
    }

    /**
     * Reads the next record.
     *
     * @param token what the record's token is good for; empty if it was never issued
     */
    SignOnDecision next(SignOnAttempt attempt, Optional<IssuedToken> token) {
        forget(attempt.at().minus(CLOCK_DIFFERENCE));
        if (!attempt.key().equals(attempt.token()) || !partition.holds(attempt.token())) {
            return SignOnDecision.refused(Verdict.MISPLACED, Optional.empty());
        }
        Optional<IssuedToken> known = token.filter(issued -> attempt.at().isBefore(memorableUntil(issued)));
        if (!attempt.at().isBefore(attempt.deadline())) {
            return SignOnDecision.refused(Verdict.LATE, known);
        }
        return known.map(issued -> next(attempt, issued))
                .orElseGet(() -> SignOnDecision.refused(Verdict.UNKNOWN_TOKEN, known));
    }

    private SignOnDecision next(SignOnAttempt attempt, IssuedToken token) {
        if (!token.tenantId().equals(attempt.tenantId())) {
            return SignOnDecision.refused(Verdict.OTHER_TENANT, Optional.of(token));
        }
        if (!token.authServiceId().equals(attempt.authServiceId())) {
            return SignOnDecision.refused(Verdict.OTHER_AUTH_SERVICE, Optional.of(token));
        }
        Win earlier = wins.get(attempt.token());
        if (earlier != null && earlier.isRepeatedBy(attempt, REPEATABLE)) {
            return new SignOnDecision(Verdict.REPEATED, Optional.of(earlier), Optional.of(token));
        }
        if (!attempt.at().isBefore(token.expiresAt())) {
            return SignOnDecision.refused(Verdict.TOKEN_EXPIRED, Optional.of(token));
        }
        if (earlier != null) {
            return SignOnDecision.refused(Verdict.ALREADY_USED, Optional.of(token));
        }
        Win win = new Win(attempt.attemptId(), attempt.device(), attempt.at());
        wins.put(attempt.token(), win);
        forgettings.add(new Forgetting(attempt.token(), memorableUntil(token)));
        return new SignOnDecision(Verdict.SIGNED_ON, Optional.of(win), Optional.of(token));
    }

    /** From then on the token counts as one that was never issued. No win of it can be repeated any more. */
    private static Instant memorableUntil(IssuedToken token) {
        return token.expiresAt().plus(REPEATABLE);
    }

    /** How many wins it keeps. */
    int size() {
        return wins.size();
    }

    private void forget(Instant before) {
        while (!forgettings.isEmpty() && forgettings.peek().at().isBefore(before)) {
            wins.remove(forgettings.remove().token());
        }
    }

    private record Forgetting(TokenHash token, Instant at) {}
}
