package org.sessiontoken.broker.sso.jwt;

import java.util.Map;
import java.util.Optional;

/** A claim that must be there and have one value. */
public final class ExpectedClaim {

    private final ClaimShape shape;
    private final String value;
    private final Reason otherwise;

    private ExpectedClaim(ClaimShape shape, String value, Reason otherwise) {
        this.shape = shape;
        this.value = value;
        this.otherwise = otherwise;
    }

    /** A claim that must be this text; of another one, the token is refused for this reason. */
    public static ExpectedClaim text(String name, String value, Reason otherwise) {
        return new ExpectedClaim(ClaimShape.mandatory(name, ClaimShape::isText), value, otherwise);
    }

    /** A claim that must be this text, or the truth value or whole number that is written so. */
    public static ExpectedClaim scalar(String name, String value, Reason otherwise) {
        return new ExpectedClaim(ClaimShape.mandatory(name, ClaimShape::isScalar), value, otherwise);
    }

    ClaimShape shape() {
        return shape;
    }

    Optional<Reason> refusal(Map<String, ?> claims) {
        return value.equals(String.valueOf(claims.get(shape.name()))) ? Optional.empty() : Optional.of(otherwise);
    }
}
