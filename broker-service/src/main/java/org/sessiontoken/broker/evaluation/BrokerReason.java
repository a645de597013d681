package org.sessiontoken.broker.evaluation;

import org.sessiontoken.value.ReasonCode;

/** Why the broker itself ended a request as it did. Backends have reasons of their own. */
enum BrokerReason {
    /** The credential was genuine and a token was issued. */
    ISSUED("issued"),
    /** The reply topic is not the broker's: the broker writes nowhere else. */
    FOREIGN_REPLY_TOPIC("foreign-reply-topic"),
    /** The reply topic has no partition of this number. */
    NO_SUCH_REPLY_PARTITION("no-such-reply-partition"),
    /** The request was made in the future, by the requestor's clock: its clock, or the broker's, is wrong. */
    REQUESTED_IN_THE_FUTURE("requested-in-the-future"),
    /** The deadline is further from the request than is taken. */
    DEADLINE_TOO_FAR("deadline-too-far"),
    /** The deadline had passed. */
    DEADLINE_PASSED("deadline-passed"),
    /** The credentials are sealed with a key that the broker does not know. */
    UNKNOWN_SEALING_KEY("unknown-sealing-key"),
    /** The credentials are sealed with another requestor's key. */
    FOREIGN_SEALING_KEY("foreign-sealing-key"),
    /** The envelope does not open: it was changed, or sealed in another way. */
    ENVELOPE_NOT_AUTHENTIC("envelope-not-authentic"),
    /** The envelope belongs to another request, tenant or auth service. */
    ENVELOPE_BOUND_ELSEWHERE("envelope-bound-elsewhere"),
    /** What is in the envelope is not a list of parameters as described. */
    UNREADABLE_PARAMETERS("unreadable-parameters"),
    /** The tenant has no auth service of this name. */
    UNKNOWN_AUTH_SERVICE("unknown-auth-service"),
    /** A mandatory parameter is not there. */
    MISSING_PARAMETER("missing-parameter"),
    /** The auth service is asked more often than is configured. */
    RATE_LIMIT("rate-limit"),
    /** As many requests are in flight on this instance as may be. */
    TOO_MUCH_IN_FLIGHT("too-much-in-flight");

    private final ReasonCode code;

    BrokerReason(String code) {
        this.code = new ReasonCode(code);
    }

    ReasonCode code() {
        return code;
    }
}
