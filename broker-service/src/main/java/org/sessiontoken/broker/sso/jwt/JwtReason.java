package org.sessiontoken.broker.sso.jwt;

import java.util.Locale;
import org.sessiontoken.value.ReasonCode;

/** Why a request with a JWT was refused, for audit and metrics; the manuals' tables have these words. */
public enum JwtReason {
    /** The request has no such parameter. */
    MISSING_PARAMETER,
    /** Not a signed JWT in compact form: three parts of base64url without padding, the first two of them JSON objects. */
    MALFORMED_TOKEN,
    /** The header has {@code crit}, {@code zip} or {@code b64}, which change what is signed or how it is read. */
    UNSUPPORTED_HEADER,
    /** No key that the auth service knows is the one that the header's {@code kid} names, or the header names none. */
    UNKNOWN_KEY,
    /** The header's {@code alg} is not one that is taken, or not for the key which it names; {@code none} never is. */
    WRONG_ALGORITHM,
    /** The signature does not match: the token was altered, or signed with another key. */
    BAD_SIGNATURE,
    /** The token is genuine, but lacks a claim that it must have. */
    MISSING_CLAIM,
    /** The token is genuine, but a claim has the wrong type or is out of bounds. */
    MALFORMED_CLAIM,
    /** The request was made at the token's {@code exp} or later. */
    TOKEN_EXPIRED,
    /** The request was made before the token's {@code nbf} or {@code iat}: the signer's clock may be ahead. */
    TOKEN_NOT_YET_VALID,
    /** The token would be good for longer than the option {@code max-lifetime} lets it. */
    TOKEN_LIFE_TOO_LONG,
    /** The token's {@code iss} is another provider. */
    WRONG_ISSUER,
    /** The token's {@code aud} is for somebody else. */
    WRONG_AUDIENCE,
    /** The token's {@code typ} says that it is for another purpose. */
    WRONG_TYPE,
    /** A claim says something else than the option {@code required-claims} asks for. */
    WRONG_CLAIM,
    /** The token is genuine, but of another tenant than the request. */
    WRONG_TENANT,
    /** The provider's keys cannot be had, so nobody can say whether the token is genuine. */
    KEYS_UNAVAILABLE;

    private final ReasonCode code =
            new ReasonCode(name().toLowerCase(Locale.ROOT).replace('_', '-'));

    /** The reason as events carry it. */
    public ReasonCode code() {
        return code;
    }
}
