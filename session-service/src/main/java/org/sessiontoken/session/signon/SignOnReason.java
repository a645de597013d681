package org.sessiontoken.session.signon;

import org.sessiontoken.sealing.OpenResult;
import org.sessiontoken.value.ReasonCode;

/** Why an attempt is not worked on. */
enum SignOnReason {
    /** The attempt names the reply topic of somebody else. */
    FOREIGN_REPLY_TOPIC("foreign-reply-topic"),
    /** The envelope is not a JWE as described. */
    ENVELOPE_MALFORMED("envelope-malformed"),
    /** The envelope names a key that the session service does not have. */
    UNKNOWN_SEALING_KEY("unknown-sealing-key"),
    /** The envelope was sealed with another key than it names, or changed. */
    ENVELOPE_NOT_AUTHENTIC("envelope-not-authentic"),
    /** The envelope belongs to another attempt, or is no attempt to sign on. */
    ENVELOPE_BOUND_ELSEWHERE("envelope-bound-elsewhere"),
    /** The envelope was sealed with the key of another requestor. */
    FOREIGN_SEALING_KEY("foreign-sealing-key"),
    /** The content of the envelope is not as described. */
    CREDENTIALS_MALFORMED("credentials-malformed");

    private final ReasonCode code;

    SignOnReason(String code) {
        this.code = new ReasonCode(code);
    }

    ReasonCode code() {
        return code;
    }

    static SignOnReason of(OpenResult.Refusal refusal) {
        return switch (refusal) {
            case MALFORMED -> ENVELOPE_MALFORMED;
            case UNKNOWN_KEY -> UNKNOWN_SEALING_KEY;
            case NOT_AUTHENTIC -> ENVELOPE_NOT_AUTHENTIC;
            case BOUND_ELSEWHERE -> ENVELOPE_BOUND_ELSEWHERE;
        };
    }
}
