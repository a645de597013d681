package org.sessiontoken.example.pin;

import org.sessiontoken.value.ReasonCode;

/** The reasons for refusals, for audit and metrics. */
enum PinReason {
    /** The request lacks a parameter. */
    MISSING_PARAMETER("missing-parameter"),
    /** The file lacks the account. The caller is not told. */
    UNKNOWN_ACCOUNT("unknown-account"),
    /** The PIN is not that of the account. */
    WRONG_PIN("wrong-pin");

    private final ReasonCode code;

    PinReason(String code) {
        this.code = new ReasonCode(code);
    }

    ReasonCode code() {
        return code;
    }
}
