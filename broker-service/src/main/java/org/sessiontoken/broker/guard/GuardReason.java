package org.sessiontoken.broker.guard;

import org.sessiontoken.value.ReasonCode;

/** Why a guard answered in place of its backend. */
enum GuardReason {
    /** The maximum number of requests wait for the auth service already. */
    AUTH_SERVICE_TOO_BUSY("auth-service-too-busy"),
    /** The auth service has failed or was slow so often that it is not called for a while. */
    BREAKER_OPEN("breaker-open"),
    /** The auth service did not answer within its time limit. */
    BACKEND_TIMED_OUT("backend-timed-out"),
    /** The request's own deadline came before the auth service's time limit. */
    DEADLINE_TOO_SOON("deadline-too-soon"),
    /** The backend threw something or answered null: a bug in it. */
    BACKEND_FAILED("backend-failed");

    private final ReasonCode code;

    GuardReason(String code) {
        this.code = new ReasonCode(code);
    }

    ReasonCode code() {
        return code;
    }
}
