package org.sessiontoken.broker.guard;

import org.sessiontoken.value.ReasonCode;

/** Why a guard answered in its backend's place. */
enum GuardReason {
    /** As many requests wait for the auth service as may. */
    AUTH_SERVICE_TOO_BUSY("auth-service-too-busy"),
    /** The auth service has failed so often that it is left alone for a while. */
    BREAKER_OPEN("breaker-open"),
    /** The auth service did not answer within its time limit. */
    BACKEND_TIMED_OUT("backend-timed-out"),
    /** The request's own deadline came before the auth service's time limit. */
    DEADLINE_TOO_SOON("deadline-too-soon"),
    /** The backend failed in a way that it should not: a bug in it. */
    BACKEND_FAILED("backend-failed");

    private final ReasonCode code;

    GuardReason(String code) {
        this.code = new ReasonCode(code);
    }

    ReasonCode code() {
        return code;
    }
}
