package org.sessiontoken.adapter.request;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

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

    /** How it may end. */
    Set<RequestResult> results() {
        return switch (this) {
            case GET_SESSION_TOKEN -> EnumSet.complementOf(EnumSet.of(RequestResult.DESCRIBED));
            case SERVICE_DISCOVERY ->
                EnumSet.of(
                        RequestResult.DESCRIBED,
                        RequestResult.REFUSED,
                        RequestResult.UNAVAILABLE,
                        RequestResult.FAILED);
            case UNKNOWN -> EnumSet.of(RequestResult.REFUSED);
        };
    }

    String code() {
        return code;
    }
}
