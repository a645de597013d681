package org.sessiontoken.backend.callout;

import java.util.Optional;
import org.sessiontoken.sso.ProviderFailure;
import org.sessiontoken.sso.SsoOutcome;
import org.sessiontoken.sso.SsoOutcome.Authenticated;
import org.sessiontoken.sso.SsoOutcome.Forbidden;
import org.sessiontoken.sso.SsoOutcome.Invalid;
import org.sessiontoken.sso.SsoOutcome.Unauthorised;
import org.sessiontoken.sso.http.OutboundResponse;
import org.sessiontoken.value.AccountId;
import org.sessiontoken.value.TenantId;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/** Judges responses of the operator's login. */
final class LoginResponseRules {

    private final CalloutOptions options;

    LoginResponseRules(CalloutOptions options) {
        this.options = options;
    }

    SsoOutcome judge(OutboundResponse response, TenantId tenantId) {
        return switch (options.statuses().of(response.status())) {
            case AUTHENTICATED ->
                response.jsonObject()
                        .map(body -> judge(body, tenantId))
                        .orElseGet(ProviderFailure.MALFORMED_ANSWER::outcome);
            case UNAUTHORISED -> new Unauthorised(CalloutReason.LOGIN_REFUSED.code());
            case FORBIDDEN -> forbidden(CalloutReason.LOGIN_FORBADE);
            case INVALID ->
                new Invalid(
                        CalloutReason.LOGIN_FOUND_INVALID.code(), "the auth service does not take these parameters");
            case UNAVAILABLE -> ProviderFailure.ofStatus(response.status()).outcome(response.retryAfter());
        };
    }

    private SsoOutcome judge(JsonNode body, TenantId tenantId) {
        Optional<JsonNode> allowed = options.allowedPointer().map(body::at);
        if (allowed.filter(flag -> !flag.isBoolean()).isPresent()) {
            return ProviderFailure.MALFORMED_ANSWER.outcome();
        }
        if (allowed.filter(flag -> !flag.booleanValue()).isPresent()) {
            return forbidden(CalloutReason.NOT_ALLOWED);
        }
        Optional<String> tenant =
                options.tenantPointer().map(pointer -> text(body, pointer).orElse(""));
        if (tenant.filter(named -> !named.equals(tenantId.value())).isPresent()) {
            return forbidden(CalloutReason.WRONG_TENANT);
        }
        return text(body, options.accountPointer())
                .flatMap(LoginResponseRules::account)
                .map(account -> (SsoOutcome) new Authenticated(account))
                .orElseGet(ProviderFailure.MALFORMED_ANSWER::outcome);
    }

    private static SsoOutcome forbidden(CalloutReason reason) {
        return new Forbidden(reason.code());
    }

    /** The text at a pointer; whole numbers count as texts, since many systems number their accounts. */
    private static Optional<String> text(JsonNode body, JsonPointer pointer) {
        JsonNode value = body.at(pointer);
        return value.isString() || value.isIntegralNumber() ? Optional.of(value.asString()) : Optional.empty();
    }

    private static Optional<AccountId> account(String text) {
        try {
            return Optional.of(new AccountId(text));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }
}
