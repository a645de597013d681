package org.sessiontoken.adapter.request;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The call that a request makes, as logs, metrics and spans name it. */
enum Operation {
    /** Gets a session token. */
    GET_SESSION_TOKEN("getSessionToken", "/ags/getSessionToken"),
    /** Signs on with a session token. */
    SIGN_ON("signOnWithSessionToken", "/ags/signOnWithSessionToken"),
    /** Lists the auth services of a tenant. */
    SERVICE_DISCOVERY("servicediscovery", "/ags/servicediscovery"),
    /** A path below {@code /ags} that does not exist. */
    UNKNOWN("unknown", null);

    private static final String BASE = "/ags/";

    private final String code;
    private final Optional<String> route;

    Operation(String code, @Nullable String route) {
        this.code = code;
        this.route = Optional.ofNullable(route);
    }

    static boolean isBelowBase(String path) {
        return path.startsWith(BASE);
    }

    static Operation of(String path) {
        return Arrays.stream(values())
                .filter(operation -> operation.route.filter(path::equals).isPresent())
                .findFirst()
                .orElse(UNKNOWN);
    }

    /** How it may end. */
    Set<RequestResult> results() {
        return switch (this) {
            case GET_SESSION_TOKEN ->
                EnumSet.complementOf(EnumSet.of(RequestResult.DESCRIBED, RequestResult.SIGNED_ON));
            case SIGN_ON ->
                EnumSet.of(
                        RequestResult.SIGNED_ON,
                        RequestResult.INVALID,
                        RequestResult.UNAUTHORISED,
                        RequestResult.UNAVAILABLE,
                        RequestResult.EXPIRED,
                        RequestResult.REFUSED,
                        RequestResult.FAILED);
            case SERVICE_DISCOVERY ->
                EnumSet.of(
                        RequestResult.DESCRIBED,
                        RequestResult.REFUSED,
                        RequestResult.UNAVAILABLE,
                        RequestResult.FAILED);
            case UNKNOWN -> EnumSet.of(RequestResult.REFUSED);
        };
    }

    /** The path of the call; empty for those that do not exist. */
    Optional<String> route() {
        return route;
    }

    String code() {
        return code;
    }
}
