package org.sessiontoken.backend.jwt;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.value.AccountId;

/**
 * The type and the bounds of one claim. No type is converted to another: a text is not a time, whatever it says.
 *
 * @param name the name of the claim
 * @param mandatory whether a token without it is refused
 * @param fits whether a value has the type and is within the bounds
 */
record ClaimShape(String name, boolean mandatory, Predicate<Object> fits) {

    /** The last second that RFC 3339 can write. Numbers beyond it are mistakes, such as milliseconds. */
    private static final long LAST_SECOND = 253_402_300_799L;

    static ClaimShape mandatory(String name, Predicate<Object> fits) {
        return new ClaimShape(name, true, fits);
    }

    static ClaimShape optional(String name, Predicate<Object> fits) {
        return new ClaimShape(name, false, fits);
    }

    /** The reason to refuse the claims, if this one is absent or malformed; {@code null} counts as absent. */
    Optional<JwtReason> refusal(Map<String, ?> claims) {
        Object value = claims.get(name);
        if (value == null) {
            return mandatory ? Optional.of(JwtReason.MISSING_CLAIM) : Optional.empty();
        }
        return fits.test(value) ? Optional.empty() : Optional.of(JwtReason.MALFORMED_CLAIM);
    }

    /** Whole seconds since 1970 (RFC 7519, section 2, {@code NumericDate}, without its fractions). */
    static boolean isTime(Object value) {
        return (value instanceof Integer || value instanceof Long)
                && ((Number) value).longValue() >= 0
                && ((Number) value).longValue() <= LAST_SECOND;
    }

    /** One text or a list of them (RFC 7519, section 4.1.3). */
    static boolean isAudience(Object value) {
        return value instanceof List<?> list ? list.stream().allMatch(ClaimShape::isText) : isText(value);
    }

    static boolean isText(@Nullable Object value) {
        return value instanceof String;
    }

    static boolean isScalar(Object value) {
        return isText(value) || value instanceof Boolean || value instanceof Integer || value instanceof Long;
    }

    static boolean isAccountId(Object value) {
        // Java allows half a surrogate pair, but UTF-8 cannot encode it, so no event could carry it.
        if (!(value instanceof String text)
                || !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            return false;
        }
        try {
            return !new AccountId(text).value().isBlank();
        } catch (IllegalArgumentException outOfBounds) {
            return false;
        }
    }
}
