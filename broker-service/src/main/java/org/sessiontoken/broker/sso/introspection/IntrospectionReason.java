package org.sessiontoken.broker.sso.introspection;

import java.util.Locale;
import org.sessiontoken.value.ReasonCode;

/** Why a request was refused, for audit and metrics; the manual's table has these words. */
enum IntrospectionReason {
    /** The request has no such parameter. */
    MISSING_PARAMETER,
    /** Nothing that could be an access token: empty, or with characters that no token has. The server is not asked. */
    MALFORMED_TOKEN,
    /** The server says that the token is not active: expired, revoked, never issued, or not for the broker to know of. */
    TOKEN_NOT_ACTIVE,
    /** The request was made at the token's {@code exp} or later. */
    TOKEN_EXPIRED,
    /** The token is active, but its {@code iss} is not the one configured. */
    WRONG_ISSUER,
    /** The token is active, but its {@code aud} is for somebody else. */
    WRONG_AUDIENCE,
    /** The token is active, but the server names no account for it. */
    MISSING_CLAIM,
    /** The token is active, but its account or {@code exp} has the wrong type or is out of bounds. */
    MALFORMED_CLAIM,
    /** The token is active, but lacks a scope that is required. */
    MISSING_SCOPE,
    /** The token is active, but of another tenant than the request, or of none. */
    WRONG_TENANT,
    /** The server refuses the broker itself (401 or 403): client ID, secret or rights are wrong. Also logged. */
    CLIENT_REFUSED;

    ReasonCode code() {
        return new ReasonCode(name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
}
