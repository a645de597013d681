package org.sessiontoken.client;

import org.sessiontoken.value.ReasonCode;

/** Why the client itself declined a request, without an answer from the broker. */
enum ClientReason {
    /** The deadline passed before a reply came. */
    NO_REPLY("no-reply"),
    /** Kafka did not accept the request, or the client has not reached Kafka yet. */
    KAFKA_UNREACHABLE("kafka-unreachable"),
    /** The request topic or the requestor's reply topic does not exist: does the broker know the requestor? */
    TOPIC_UNAVAILABLE("topic-unavailable"),
    /** The client may not write to the request topic, or Kafka refuses its login. */
    NOT_AUTHORISED("not-authorised"),
    /** The maximum number of requests is in flight, which is lower while a queue stands before the broker. */
    TOO_MUCH_IN_FLIGHT("too-much-in-flight"),
    /** The parameters are within their limits, but too large once they are sealed. */
    PARAMETERS_TOO_LARGE("parameters-too-large"),
    /** The client is closing or closed. */
    CLIENT_CLOSING("client-closing"),
    /** The client failed to make or send the request, which is a bug. */
    CLIENT_FAILURE("client-failure"),
    /** This version of the client cannot read the reply. */
    UNREADABLE_REPLY("unreadable-reply");

    private final ReasonCode code;

    ClientReason(String code) {
        this.code = new ReasonCode(code);
    }

    ReasonCode code() {
        return code;
    }
}
