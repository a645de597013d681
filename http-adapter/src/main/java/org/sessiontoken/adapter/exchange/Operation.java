package org.sessiontoken.adapter.exchange;

import java.util.Arrays;

/** What a caller asked for, in logs and metrics. */
enum Operation {
    /** A session token. */
    GET_SESSION_TOKEN("getSessionToken"),
    /** The auth services there are. */
    SERVICE_DISCOVERY("servicediscovery"),
    /** Something below {@code /ags} that is not there. */
    UNKNOWN("unknown");

    private static final String BASE = "/ags/";

    private final String code;

    Operation(String code) {
        this.code = code;
    }

    static boolean isBelowBase(String path) {
        return path.startsWith(BASE);
    }

    static Operation of(String path) {
        return Arrays.stream(values())
                .filter(operation -> path.equals(BASE + operation.code))
                .findFirst()
                .orElse(UNKNOWN);
    }

    String code() {
        return code;
    }
}
