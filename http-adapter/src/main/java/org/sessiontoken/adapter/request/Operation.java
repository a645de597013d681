package org.sessiontoken.adapter.request;

import java.util.Arrays;

/** The call that a request makes, as logs and metrics name it. */
enum Operation {
    /** Gets a session token. */
    GET_SESSION_TOKEN("getSessionToken"),
    /** Lists the auth services of a tenant. */
    SERVICE_DISCOVERY("servicediscovery"),
    /** A path below {@code /ags} that does not exist. */
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
