package org.sessiontoken.backend.callout;

import java.util.Optional;
import org.sessiontoken.sso.ProviderLog;
import org.sessiontoken.sso.SsoOutcome;
import org.sessiontoken.sso.SsoOutcome.Authenticated;
import org.sessiontoken.sso.SsoOutcome.Forbidden;
import org.sessiontoken.sso.SsoOutcome.Unauthorised;
import org.sessiontoken.sso.SsoRequest;
import org.sessiontoken.value.AccountId;
import org.sessiontoken.value.Secret;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/**
 * Judges the account that a login has accepted. Whatever is odd about it concerns this one account and is a refusal: as an
 * outage it would let one user open the circuit breaker for everybody.
 */
final class AccountRules {

    private final CalloutOptions callout;
    private final ResponseOptions options;
    private final ProviderLog log;

    AccountRules(CalloutOptions callout, ProviderLog log) {
        this.callout = callout;
        this.options = callout.response();
        this.log = log;
    }

    /** The outcome for an account that the login has accepted, with the body of its response if that is read. */
    SsoOutcome judge(Optional<JsonNode> body, SsoRequest request) {
        Optional<JsonNode> allowed = options.allowedPointer().flatMap(pointer -> body.map(read -> read.at(pointer)));
        if (allowed.filter(value -> !ResultMapping.isOneOf(options.allowedValues(), value))
                .isPresent()) {
            logAbsent(options.allowedPointer(), allowed.get());
            return new Forbidden(CalloutReason.NOT_ALLOWED.code());
        }
        Optional<JsonNode> tenant = options.tenantPointer().flatMap(pointer -> body.map(read -> read.at(pointer)));
        if (tenant.filter(value -> !names(value, request.tenantId().value())).isPresent()) {
            logAbsent(options.tenantPointer(), tenant.get());
            return new Forbidden(CalloutReason.WRONG_TENANT.code());
        }
        Optional<String> account = options.accountParameter().isPresent()
                ? request.parameters().value(options.accountParameter().get()).map(Secret::text)
                : body.map(read -> options.accountPointer().map(read::at).orElse(read))
                        .flatMap(AccountRules::text);
        return account.flatMap(this::account)
                .map(this::authenticated)
                .orElseGet(() -> unusable(options.accountPointer(), account.isPresent()));
    }

    private SsoOutcome authenticated(AccountId account) {
        log.answered();
        return new Authenticated(account);
    }

    private SsoOutcome unusable(Optional<JsonPointer> pointer, boolean isThere) {
        if (options.accountParameter().isEmpty()) {
            log.failed(ProviderLog.shown(callout.uri())
                    + (isThere ? ": what can be no account ID is" : ": there is no account ID")
                    + pointer.map(at -> " at " + at).orElse(" in the text"));
        }
        return new Unauthorised(CalloutReason.UNUSABLE_ACCOUNT.code());
    }

    private void logAbsent(Optional<JsonPointer> pointer, JsonNode value) {
        if (ResultMapping.isAbsent(value)) {
            log.failed(ProviderLog.shown(callout.uri()) + ": there is nothing at "
                    + pointer.map(JsonPointer::toString).orElse(""));
        } else {
            log.answered();
        }
    }

    private static boolean names(JsonNode value, String tenant) {
        return text(value).filter(tenant::equals).isPresent();
    }

    /** The text of a value; whole numbers count as texts, since many systems number their accounts. */
    private static Optional<String> text(JsonNode value) {
        return value.isString() || value.isIntegralNumber() ? Optional.of(value.asString()) : Optional.empty();
    }

    /** A text as a whole is an account ID only without white space, so that a sentence is not taken for one. */
    private Optional<AccountId> account(String text) {
        boolean isSentence = options.accountPointer().isEmpty()
                && options.accountParameter().isEmpty()
                && text.chars().anyMatch(Character::isWhitespace);
        try {
            return isSentence ? Optional.empty() : Optional.of(new AccountId(text));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }
}
