package org.sessiontoken.client;

import org.sessiontoken.value.ReasonCode;

/** Why the client itself declined a request, without an answer from the broker. */
enum ClientReason {
    /** The deadline passed before a reply came. */
    NO_REPLY("no-reply"),
    /** Kafka did not take the request, or has not been reached yet. */
    KAFKA_UNREACHABLE("kafka-unreachable"),
    /** As many requests are in flight as may be. */
    TOO_MUCH_IN_FLIGHT("too-much-in-flight"),
    /** The parameters are within their bounds but too large once sealed. */
    PARAMETERS_TOO_LARGE("parameters-too-large"),
    /** The client is closing, or has closed. */
    CLIENT_CLOSING("client-closing"),
    /** A reply came that this version cannot read. */
    UNREADABLE_REPLY("unreadable-reply");

    private final ReasonCode code;

    ClientReason(String code) {
        this.code = new ReasonCode(code);
    }

    ReasonCode code() {
        return code;
    }
}
