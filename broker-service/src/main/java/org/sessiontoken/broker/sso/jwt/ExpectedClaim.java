package org.sessiontoken.broker.sso.jwt;

import java.util.Map;
import java.util.Optional;

/** A claim that must be there and have one value. */
public final class ExpectedClaim {

    private final ClaimShape shape;
    private final String value;
    private final JwtReason otherwise;

    private ExpectedClaim(ClaimShape shape, String value, JwtReason otherwise) {
        this.shape = shape;
        this.value = value;
        this.otherwise = otherwise;
    }

    /** A claim that must be this text; of another one, the token is refused for this reason. */
    public static ExpectedClaim text(String name, String value, JwtReason otherwise) {
        return new ExpectedClaim(ClaimShape.mandatory(name, ClaimShape::isText), value, otherwise);
    }

    /** A claim that must be this text, or the truth value or whole number that is written so. */
    public static ExpectedClaim scalar(String name, String value, JwtReason otherwise) {
        return new ExpectedClaim(ClaimShape.mandatory(name, ClaimShape::isScalar), value, otherwise);
    }

    ClaimShape shape() {
        return shape;
    }

    Optional<JwtReason> refusal(Map<String, ?> claims) {
        return value.equals(String.valueOf(claims.get(shape.name()))) ? Optional.empty() : Optional.of(otherwise);
    }
}
