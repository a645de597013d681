package org.sessiontoken.backend.callout;

import java.util.Optional;
import org.sessiontoken.sso.ProviderFailure;
import org.sessiontoken.sso.ProviderLog;
import org.sessiontoken.sso.SsoOutcome;
import org.sessiontoken.sso.SsoOutcome.Forbidden;
import org.sessiontoken.sso.SsoOutcome.Invalid;
import org.sessiontoken.sso.SsoOutcome.Unauthorised;
import org.sessiontoken.sso.SsoOutcome.Unavailable;
import org.sessiontoken.sso.SsoRequest;
import org.sessiontoken.sso.http.OutboundResponse;
import tools.jackson.databind.JsonNode;

/**
 * Judges responses of the operator's login by their status, and by the result in their body where one is configured.
 *
 * <p>A result that means a refusal decides whatever the status is; one that means {@code authenticated} does so only if the
 * status means that, too.
 */
final class LoginResponseRules {

    private final CalloutOptions options;
    private final ResponseBodies bodies;
    private final AccountRules accounts;
    private final ProviderLog log;

    LoginResponseRules(CalloutOptions options, ProviderLog log) {
        this.options = options;
        this.bodies = new ResponseBodies(options.response());
        this.accounts = new AccountRules(options, log);
        this.log = log;
    }

    SsoOutcome judge(OutboundResponse response, SsoRequest request) {
        Optional<Meaning> ofStatus = options.statuses().of(response.status());
        boolean isSuccess = ofStatus.equals(Optional.of(Meaning.AUTHENTICATED));
        if (isSuccess && options.response().ignoresBody()) {
            return accounts.judge(Optional.empty(), request);
        }
        Optional<JsonNode> body = bodies.read(response);
        Optional<JsonNode> result = body.flatMap(bodies::result);
        Optional<Meaning> ofResult =
                result.flatMap(value -> options.response().results().flatMap(results -> results.of(value)));
        boolean isTold = result.filter(value -> !ResultMapping.isAbsent(value)).isPresent();
        Optional<Meaning> refusal =
                ofResult.filter(meaning -> meaning != Meaning.AUTHENTICATED && (isTold || isSuccess));
        if (refusal.isPresent()) {
            return withoutAccount(refusal.get(), response);
        }
        if (!isSuccess) {
            return ofStatus.map(meaning -> withoutAccount(meaning, response)).orElseGet(() -> unexpected(response));
        }
        if (body.isEmpty()) {
            return log.malformed(options.uri(), bodies.problem(response));
        }
        if (result.isPresent() && ofResult.isEmpty()) {
            return log.malformed(options.uri(), "the result" + bodies.resultLocation() + " is not listed in results");
        }
        return accounts.judge(body, request);
    }

    private SsoOutcome withoutAccount(Meaning meaning, OutboundResponse response) {
        return switch (meaning) {
            case AUTHENTICATED -> unexpected(response);
            case UNAUTHORISED -> answered(new Unauthorised(CalloutReason.LOGIN_REFUSED.code()));
            case FORBIDDEN -> answered(new Forbidden(CalloutReason.LOGIN_FORBADE.code()));
            case INVALID ->
                answered(new Invalid(
                        CalloutReason.LOGIN_FOUND_INVALID.code(), "the auth service does not take these parameters"));
            case UNAVAILABLE -> unavailable(response);
        };
    }

    private SsoOutcome unexpected(OutboundResponse response) {
        return log.unexpectedStatus(options.uri(), response);
    }

    private SsoOutcome unavailable(OutboundResponse response) {
        log.failed(ProviderLog.shown(options.uri()) + ": the login says that it is unavailable (status "
                + response.status() + ")");
        return new Unavailable(
                CalloutReason.LOGIN_UNAVAILABLE.code(), response.retryAfter().orElse(ProviderFailure.RETRY_AFTER));
    }

    private SsoOutcome answered(SsoOutcome outcome) {
        log.answered();
        return outcome;
    }
}
