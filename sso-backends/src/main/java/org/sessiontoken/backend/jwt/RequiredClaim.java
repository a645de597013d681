package org.sessiontoken.backend.jwt;

import java.util.Map;
import java.util.Optional;

/** A claim that must have a certain value. */
public final class RequiredClaim {

    private final ClaimShape shape;
    private final String value;
    private final JwtReason otherwise;

    private RequiredClaim(ClaimShape shape, String value, JwtReason otherwise) {
        this.shape = shape;
        this.value = value;
        this.otherwise = otherwise;
    }

    /** A claim that must be this text; a token with another value is refused for the reason given. */
    public static RequiredClaim text(String name, String value, JwtReason otherwise) {
        return new RequiredClaim(ClaimShape.mandatory(name, ClaimShape::isText), value, otherwise);
    }

    /** A claim that must be this text, or the boolean or whole number that is written so. */
    public static RequiredClaim scalar(String name, String value, JwtReason otherwise) {
        return new RequiredClaim(ClaimShape.mandatory(name, ClaimShape::isScalar), value, otherwise);
    }

    ClaimShape shape() {
        return shape;
    }

    Optional<JwtReason> refusal(Map<String, ?> claims) {
        return value.equals(String.valueOf(claims.get(shape.name()))) ? Optional.empty() : Optional.of(otherwise);
    }
}
