package org.sessiontoken.backend.introspection;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.sessiontoken.backend.introspection.IntrospectionResult.Active;
import org.sessiontoken.backend.introspection.IntrospectionResult.Refused;
import org.sessiontoken.sso.SsoOutcome.Forbidden;
import org.sessiontoken.sso.SsoOutcome.Unauthorised;
import org.sessiontoken.value.AccountId;
import tools.jackson.databind.JsonNode;

/**
 * Judges a response of the authorisation server (RFC 7662, section 2.2).
 *
 * <p>A token with malformed members is refused and does not count as an outage: otherwise anyone who gets hold of such a
 * token could open the circuit breaker for everybody.
 */
final class IntrospectionRules {

    private static final long YEAR_9999 = 253_402_300_799L;

    private final IntrospectionOptions options;

    IntrospectionRules(IntrospectionOptions options) {
        this.options = options;
    }

    /** Judges a response whose member {@code active} is true or false. */
    IntrospectionResult judge(JsonNode response) {
        if (!response.path("active").booleanValue()) {
            return unauthorised(IntrospectionReason.TOKEN_NOT_ACTIVE);
        }
        if (!matches(options.issuer(), response.path("iss"))) {
            return unauthorised(IntrospectionReason.WRONG_ISSUER);
        }
        if (!matches(options.audience(), response.path("aud"))) {
            return unauthorised(IntrospectionReason.WRONG_AUDIENCE);
        }
        String scope =
                response.path("scope").isString() ? response.path("scope").stringValue() : "";
        if (!IntrospectionOptions.words(scope).containsAll(options.requiredScopes())) {
            return new Refused(new Forbidden(IntrospectionReason.MISSING_SCOPE.code()));
        }
        return judgeAccount(response);
    }

    private IntrospectionResult judgeAccount(JsonNode response) {
        JsonNode account = response.path(options.accountClaim());
        JsonNode end = response.path("exp");
        if (isAbsent(account)) {
            return unauthorised(IntrospectionReason.MISSING_CLAIM);
        }
        if (!account.isString() || !isTime(end)) {
            return unauthorised(IntrospectionReason.MALFORMED_CLAIM);
        }
        try {
            return new Active(new ActiveToken(
                    new AccountId(account.stringValue()),
                    options.tenantClaim()
                            .map(response::path)
                            .filter(JsonNode::isString)
                            .map(JsonNode::stringValue),
                    isAbsent(end) ? Optional.empty() : Optional.of(Instant.ofEpochSecond(end.longValue()))));
        } catch (IllegalArgumentException malformed) {
            return unauthorised(IntrospectionReason.MALFORMED_CLAIM);
        }
    }

    private static boolean isTime(JsonNode end) {
        return isAbsent(end)
                || end.isIntegralNumber()
                        && end.canConvertToLong()
                        && end.longValue() >= 0
                        && end.longValue() <= YEAR_9999;
    }

    private static boolean isAbsent(JsonNode claim) {
        return claim.isMissingNode() || claim.isNull();
    }

    /** Whether a claim is the configured text or a list that contains it. */
    private static boolean matches(Optional<String> configured, JsonNode claim) {
        Stream<JsonNode> values = claim.isArray() ? claim.valueStream() : Stream.of(claim);
        return configured.isEmpty()
                || values.anyMatch(
                        value -> value.isString() && value.stringValue().equals(configured.get()));
    }

    private static IntrospectionResult unauthorised(IntrospectionReason reason) {
        return new Refused(new Unauthorised(reason.code()));
    }
}
