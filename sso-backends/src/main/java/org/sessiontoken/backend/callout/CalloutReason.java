package org.sessiontoken.backend.callout;

import java.util.Locale;
import org.sessiontoken.value.ReasonCode;

/** The reasons for refusals, for audit and metrics. The table in the manual has the same texts. */
enum CalloutReason {
    /** The request lacks a mandatory parameter. The login is not asked. */
    MISSING_PARAMETER,
    /** The login answered with a status that means {@code invalid}. */
    LOGIN_FOUND_INVALID,
    /** The login answered with a status that means {@code unauthorised}. */
    LOGIN_REFUSED,
    /** The login answered with a status that means {@code forbidden}. */
    LOGIN_FORBADE,
    /** The credential is genuine, but the answer says at {@code allowed-pointer} that the account is not allowed. */
    NOT_ALLOWED,
    /** The credential is genuine, but the answer names another tenant at {@code tenant-pointer}, or none. */
    WRONG_TENANT;

    ReasonCode code() {
        return new ReasonCode(name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
}
