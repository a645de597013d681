package org.sessiontoken.event;

import com.fasterxml.jackson.annotation.JsonValue;

/** What somebody did at the audit console. */
public enum AccessKind {
    /** Signed in. */
    SIGNED_IN("signed-in"),
    /** Looked at requests, and so at the accounts that they name. */
    VIEWED("viewed"),
    /** Watched requests as they come. */
    WATCHED("watched"),
    /** Opened a sealed dead letter. */
    OPENED("opened"),
    /** Exported requests. */
    EXPORTED("exported");

    private final String code;

    AccessKind(String code) {
        this.code = code;
    }

    /** The kind's name in events. */
    @JsonValue
    public String code() {
        return code;
    }
}
