package org.sessiontoken.broker.intake;

import org.sessiontoken.value.ReasonCode;

/** Why a record became a dead letter although it can be read. What makes a record unreadable is a reason of its codec. */
enum DeadLetterReason {
    /** The request names a requestor that the broker has no keys for, and so no reply topic. */
    UNKNOWN_REQUESTOR("unknown-requestor"),
    /** A bug of the broker stopped the processing of the record; the log has its stack trace. */
    BROKER_FAILED("broker-failed");

    private final ReasonCode code;

    DeadLetterReason(String code) {
        this.code = new ReasonCode(code);
    }

    ReasonCode code() {
        return code;
    }
}
