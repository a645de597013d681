package org.sessiontoken.backend.introspection;

import java.util.Locale;
import org.sessiontoken.value.ReasonCode;

/** The reasons for refusals, for audit and metrics. The table in the manual has the same texts. */
enum IntrospectionReason {
    /** The request lacks the parameter. */
    MISSING_PARAMETER,
    /** The value cannot be an access token: it is empty or has other characters. The server is not asked. */
    MALFORMED_TOKEN,
    /** The server says that the token is not active: expired, revoked, never issued, or hidden from the broker. */
    TOKEN_NOT_ACTIVE,
    /** The request was made at the token's {@code exp} or later. */
    TOKEN_EXPIRED,
    /** The token is active, but its {@code iss} is not the configured one. */
    WRONG_ISSUER,
    /** The token is active, but its {@code aud} lacks the configured audience. */
    WRONG_AUDIENCE,
    /** The token is active, but the server names no account. */
    MISSING_CLAIM,
    /** The token is active, but its account or {@code exp} has the wrong type or is out of bounds. */
    MALFORMED_CLAIM,
    /** The token is active, but lacks a required scope. */
    MISSING_SCOPE,
    /** The token is active, but belongs to another tenant than the request, or to none. */
    WRONG_TENANT,
    /** The server refuses the broker itself (401 or 403): its client ID, secret or rights are wrong. This is also logged, once. */
    CLIENT_REFUSED;

    ReasonCode code() {
        return new ReasonCode(name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
}
