package org.sessiontoken.backend.jwt;

import java.util.Locale;
import org.sessiontoken.value.ReasonCode;

/** The reasons for refusing a JWT, for audit and metrics. The tables in the manuals have the same texts. */
public enum JwtReason {
    /** The request lacks the parameter. */
    MISSING_PARAMETER,
    /** The value is no signed JWT in compact form: three parts of base64url without padding, the first two JSON objects. */
    MALFORMED_TOKEN,
    /** The header has {@code crit}, {@code zip} or {@code b64}, which change which bytes are signed or how they are read. */
    UNSUPPORTED_HEADER,
    /** The auth service has no key with the header's {@code kid}, or the header has no {@code kid}. */
    UNKNOWN_KEY,
    /** The header's {@code alg} is not allowed, or not for the key that the header names; {@code none} never is. */
    WRONG_ALGORITHM,
    /** The signature does not match: the token was altered, or signed with another key. */
    BAD_SIGNATURE,
    /** The token is genuine, but lacks a mandatory claim. */
    MISSING_CLAIM,
    /** The token is genuine, but a claim has the wrong type or is out of bounds. */
    MALFORMED_CLAIM,
    /** The request was made at the token's {@code exp} or later. */
    TOKEN_EXPIRED,
    /** The request was made before the token's {@code nbf} or {@code iat}; the signer's clock may be ahead. */
    TOKEN_NOT_YET_VALID,
    /** The token is valid for longer than the option {@code max-lifetime} allows. */
    TOKEN_LIFE_TOO_LONG,
    /** The token's {@code iss} is not the configured one. */
    WRONG_ISSUER,
    /** The token's {@code aud} lacks the configured audience. */
    WRONG_AUDIENCE,
    /** The token's {@code typ} says that it is for another purpose. */
    WRONG_TYPE,
    /** A claim has another value than the option {@code required-claims} requires. */
    WRONG_CLAIM,
    /** The token is genuine, but belongs to another tenant than the request. */
    WRONG_TENANT,
    /** The token names an unknown key, or none is known, and the provider's keys cannot be fetched at the moment. */
    KEYS_UNAVAILABLE;

    private final ReasonCode code =
            new ReasonCode(name().toLowerCase(Locale.ROOT).replace('_', '-'));

    /** The code of the reason in events and metrics. */
    public ReasonCode code() {
        return code;
    }
}
