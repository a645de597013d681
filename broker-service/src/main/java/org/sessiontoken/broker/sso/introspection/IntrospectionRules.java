package org.sessiontoken.broker.sso.introspection;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.sessiontoken.broker.outbound.ProviderFailure;
import org.sessiontoken.broker.sso.introspection.Verdict.Active;
import org.sessiontoken.broker.sso.introspection.Verdict.Refused;
import org.sessiontoken.sso.SsoOutcome.Forbidden;
import org.sessiontoken.sso.SsoOutcome.Unauthorised;
import org.sessiontoken.value.AccountId;
import tools.jackson.databind.JsonNode;

/**
 * Judges an answer of the authorisation server (RFC 7662, section 2.2).
 *
 * <p>A token whose members are not as they should be is refused, and is no outage: else whoever can get an odd token could
 * have the auth service cut off for everybody. Only an answer without {@code active} says nothing.
 */
final class IntrospectionRules {

    private static final long YEAR_9999 = 253_402_300_799L;

    private final IntrospectionOptions options;

    IntrospectionRules(IntrospectionOptions options) {
        this.options = options;
    }

    Verdict judge(JsonNode answer) {
        JsonNode active = answer.path("active");
        if (!active.isBoolean()) {
            return new Refused(ProviderFailure.MALFORMED_ANSWER.outcome());
        }
        if (!active.booleanValue()) {
            return unauthorised(IntrospectionReason.TOKEN_NOT_ACTIVE);
        }
        if (!isAsConfigured(options.issuer(), answer.path("iss"))) {
            return unauthorised(IntrospectionReason.WRONG_ISSUER);
        }
        if (!isAsConfigured(options.audience(), answer.path("aud"))) {
            return unauthorised(IntrospectionReason.WRONG_AUDIENCE);
        }
        String scope = answer.path("scope").isString() ? answer.path("scope").stringValue() : "";
        if (!IntrospectionOptions.words(scope).containsAll(options.requiredScopes())) {
            return new Refused(new Forbidden(IntrospectionReason.MISSING_SCOPE.code()));
        }
        return judgeAccount(answer);
    }

    private Verdict judgeAccount(JsonNode answer) {
        JsonNode account = answer.path(options.accountClaim());
        JsonNode end = answer.path("exp");
        if (isLeftOut(account)) {
            return unauthorised(IntrospectionReason.MISSING_CLAIM);
        }
        if (!account.isString() || !isTime(end)) {
            return unauthorised(IntrospectionReason.MALFORMED_CLAIM);
        }
        try {
            return new Active(new ActiveToken(
                    new AccountId(account.stringValue()),
                    options.tenantClaim()
                            .map(answer::path)
                            .filter(JsonNode::isString)
                            .map(JsonNode::stringValue),
                    isLeftOut(end) ? Optional.empty() : Optional.of(Instant.ofEpochSecond(end.longValue()))));
        } catch (IllegalArgumentException noAccountId) {
            return unauthorised(IntrospectionReason.MALFORMED_CLAIM);
        }
    }

    private static boolean isTime(JsonNode end) {
        return isLeftOut(end)
                || end.isIntegralNumber()
                        && end.canConvertToLong()
                        && end.longValue() >= 0
                        && end.longValue() <= YEAR_9999;
    }

    private static boolean isLeftOut(JsonNode claim) {
        return claim.isMissingNode() || claim.isNull();
    }

    /** A claim must be what is configured, or have it among others. */
    private static boolean isAsConfigured(Optional<String> configured, JsonNode claim) {
        Stream<JsonNode> values = claim.isArray() ? claim.valueStream() : Stream.of(claim);
        return configured.isEmpty()
                || values.anyMatch(
                        value -> value.isString() && value.stringValue().equals(configured.get()));
    }

    private static Verdict unauthorised(IntrospectionReason reason) {
        return new Refused(new Unauthorised(reason.code()));
    }
}
