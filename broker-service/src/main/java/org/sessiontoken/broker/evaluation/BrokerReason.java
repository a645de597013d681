package org.sessiontoken.broker.evaluation;

import org.sessiontoken.value.ReasonCode;

/** Why the broker itself ended a request as it did. Backends and their guards have reasons of their own. */
enum BrokerReason {
    /** The credential is genuine and a token was issued. */
    ISSUED("issued"),
    /** The reply topic is not that of the requestor that is named: the broker writes its replies to no other topic. */
    FOREIGN_REPLY_TOPIC("foreign-reply-topic"),
    /** The reply topic has no partition of this number. */
    NO_SUCH_REPLY_PARTITION("no-such-reply-partition"),
    /** The request was made in the future, by the requestor's clock: that clock, or the broker's, is wrong. */
    REQUESTED_IN_THE_FUTURE("requested-in-the-future"),
    /** The deadline is further from the request than the broker accepts. */
    DEADLINE_TOO_FAR("deadline-too-far"),
    /** The deadline had passed. */
    DEADLINE_PASSED("deadline-passed"),
    /** The credentials are sealed with a key that the broker does not know. */
    UNKNOWN_SEALING_KEY("unknown-sealing-key"),
    /** The credentials are sealed with another requestor's key. */
    FOREIGN_SEALING_KEY("foreign-sealing-key"),
    /** The envelope is not as described: its header lacks something or names another algorithm, or it is not base64url. */
    ENVELOPE_MALFORMED("envelope-malformed"),
    /** The envelope does not open: it was changed, or sealed with another key. */
    ENVELOPE_NOT_AUTHENTIC("envelope-not-authentic"),
    /** The envelope belongs to another request, tenant or auth service. */
    ENVELOPE_BOUND_ELSEWHERE("envelope-bound-elsewhere"),
    /** The envelope does not contain parameters as described; the detail says which bound or form is not kept. */
    UNREADABLE_PARAMETERS("unreadable-parameters"),
    /** The tenant has no auth service of this name. */
    UNKNOWN_AUTH_SERVICE("unknown-auth-service"),
    /** A mandatory parameter is missing. */
    MISSING_PARAMETER("missing-parameter"),
    /** The auth service gets more requests than its configured rate. */
    RATE_LIMIT("rate-limit"),
    /** Too many wrong credentials came from the caller's address. */
    TOO_MANY_FAILURES_OF_ADDRESS("too-many-failures-of-address"),
    /** Too many wrong credentials came from the caller's address for the account that is named. */
    TOO_MANY_FAILURES_AT_ACCOUNT("too-many-failures-at-account"),
    /** The maximum number of requests is being decided on this instance already. */
    TOO_MUCH_IN_FLIGHT("too-much-in-flight"),
    /** The auth service failed where no guard stands, or its backend gave an outcome that no reply can carry: a bug. */
    AUTH_SERVICE_FAILED("auth-service-failed"),
    /** The token could not be derived or sealed; the log says why. */
    ISSUING_FAILED("issuing-failed");

    private final ReasonCode code;

    BrokerReason(String code) {
        this.code = new ReasonCode(code);
    }

    ReasonCode code() {
        return code;
    }
}
