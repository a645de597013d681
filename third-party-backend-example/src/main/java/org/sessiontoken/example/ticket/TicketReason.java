package org.sessiontoken.example.ticket;

import org.sessiontoken.value.ReasonCode;

/** The reasons for refusals, for audit and metrics. */
enum TicketReason {
    /** The request has no ticket. */
    MISSING_PARAMETER("missing-parameter"),
    /** The ticket office does not know the ticket. */
    UNKNOWN_TICKET("unknown-ticket");

    private final ReasonCode code;

    TicketReason(String code) {
        this.code = new ReasonCode(code);
    }

    ReasonCode code() {
        return code;
    }
}
