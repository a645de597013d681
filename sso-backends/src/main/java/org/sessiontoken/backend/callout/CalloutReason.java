package org.sessiontoken.backend.callout;

import java.util.Locale;
import org.sessiontoken.value.ReasonCode;

/** The reasons for refusals, for audit and metrics. The table in the manual has the same texts. */
enum CalloutReason {
    /** The request lacks a mandatory parameter. The login is not asked. */
    MISSING_PARAMETER,
    /** The login answered with a status or a result that means {@code invalid}. */
    LOGIN_FOUND_INVALID,
    /** A value is too long for a query or for basic authentication, or the user's name has a colon or a control character. Not sent. */
    MALFORMED_CREDENTIAL,
    /** The login answered with a status or a result that means {@code unauthorised}. */
    LOGIN_REFUSED,
    /** The login accepted the credential, but names no account, or one that can be no account ID. Which is also logged. */
    UNUSABLE_ACCOUNT,
    /** The login answered with a status or a result that means {@code forbidden}. */
    LOGIN_FORBADE,
    /** The credential is genuine, but the answer has none of {@code allowed-values} at {@code allowed-pointer}. */
    NOT_ALLOWED,
    /** The credential is genuine, but the answer names another tenant at {@code tenant-pointer}, or none. */
    WRONG_TENANT,
    /** The login answered with a status or a result that means {@code unavailable}. */
    LOGIN_UNAVAILABLE;

    ReasonCode code() {
        return new ReasonCode(name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
}
