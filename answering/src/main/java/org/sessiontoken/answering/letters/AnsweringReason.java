package org.sessiontoken.answering.letters;

import org.sessiontoken.value.ReasonCode;

/** Why a record became a dead letter although nothing says that it cannot be read, or got another reply than was decided. */
public enum AnsweringReason {
    /** The request names a requestor that the broker has no keys for, and so no reply topic. In dead letters only. */
    UNKNOWN_REQUESTOR("unknown-requestor"),
    /** The records cannot be decoded: damaged, of a codec that is missing, or too large for the memory. In dead letters only. */
    UNDECODABLE("undecodable"),
    /** Kafka does not take the reply that was decided, for example because it is too large. */
    REPLY_REFUSED("reply-refused"),
    /** Kafka had not taken the reply that was decided when the deadline passed. */
    REPLY_TOO_LATE("reply-too-late"),
    /** A bug of the broker stopped the processing of the record; the log has its stack trace. In dead letters only. */
    BROKER_FAILED("broker-failed");

    private final ReasonCode code;

    AnsweringReason(String code) {
        this.code = new ReasonCode(code);
    }

    /** The reason as it is in replies and dead letters. */
    public ReasonCode code() {
        return code;
    }
}
