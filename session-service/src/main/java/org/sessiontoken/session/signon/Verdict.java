package org.sessiontoken.session.signon;

import org.jspecify.annotations.Nullable;
import org.sessiontoken.event.SignOnOutcome;
import org.sessiontoken.value.ReasonCode;

/** What the log says of an attempt to sign on, and why. Whoever is refused is not told which refusal it is. */
enum Verdict {
    /** It is the first valid attempt for its token. */
    SIGNED_ON("signed-on", SignOnOutcome.SIGNED_ON),
    /** The device that has signed on asks once more, and gets the same answer. */
    REPEATED("repeated", SignOnOutcome.SIGNED_ON),
    /** Another device has signed on, or the same one asks too late for a lost answer. */
    ALREADY_USED("already-used", SignOnOutcome.UNAUTHORISED),
    /** No such token was issued, or it has expired long ago. */
    UNKNOWN_TOKEN("unknown-token", SignOnOutcome.UNAUTHORISED),
    /** The token has expired. */
    TOKEN_EXPIRED("token-expired", SignOnOutcome.UNAUTHORISED),
    /** The token was issued for another tenant. */
    OTHER_TENANT("other-tenant", SignOnOutcome.UNAUTHORISED),
    /** The token was issued by another auth service. */
    OTHER_AUTH_SERVICE("other-auth-service", SignOnOutcome.UNAUTHORISED),
    /** The attempt came to Kafka after its deadline, when nobody waited for its answer any more. */
    LATE("late", SignOnOutcome.EXPIRED),
    /** The record is not where records of its token are: its key or its partition is another one. */
    MISPLACED("misplaced", SignOnOutcome.INVALID);

    private static final String PLACE =
            "the record's key must be the SHA-256 hash of the session token, and Kafka's default partitioner must choose its partition";

    private final ReasonCode code;
    private final SignOnOutcome outcome;

    Verdict(String code, SignOnOutcome outcome) {
        this.code = new ReasonCode(code);
        this.outcome = outcome;
    }

    ReasonCode code() {
        return code;
    }

    SignOnOutcome outcome() {
        return outcome;
    }

    /** What the requestor must change, if that is its fault. */
    @Nullable
    String detail() {
        return this == MISPLACED ? PLACE : null;
    }

    /** Whether the attempt gets tokens. */
    boolean signsOn() {
        return outcome == SignOnOutcome.SIGNED_ON;
    }
}
