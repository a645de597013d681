package org.sessiontoken.example.pin;

import org.sessiontoken.value.ReasonCode;

/** Why a request was refused, for audit and metrics. */
enum PinReason {
    /** A parameter is not there. */
    MISSING_PARAMETER("missing-parameter"),
    /** The file has no such account. The caller is not told. */
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
