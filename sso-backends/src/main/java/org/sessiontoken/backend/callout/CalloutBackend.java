package org.sessiontoken.backend.callout;

import static java.util.concurrent.CompletableFuture.completedStage;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.sessiontoken.sso.ProviderLog;
import org.sessiontoken.sso.SsoBackend;
import org.sessiontoken.sso.SsoOutcome;
import org.sessiontoken.sso.SsoOutcome.Invalid;
import org.sessiontoken.sso.SsoOutcome.Unauthorised;
import org.sessiontoken.sso.SsoRequest;
import org.sessiontoken.sso.http.OutboundHttp;
import org.sessiontoken.value.ParameterProperty;

/**
 * Asks the operator's own login.
 *
 * <p>Only the operator knows whether calls may be repeated: a login may count attempts, or take one-time passwords.
 */
final class CalloutBackend implements SsoBackend {

    private final CalloutOptions options;
    private final OutboundHttp http;
    private final CalloutRequestWriter requests;
    private final LoginResponseRules rules;
    private final ProviderLog log;

    CalloutBackend(CalloutOptions options, OutboundHttp http, ProviderLog log) {
        this.options = options;
        this.http = http;
        this.requests = new CalloutRequestWriter(options);
        this.rules = new LoginResponseRules(options, log);
        this.log = log;
    }

    @Override
    public List<ParameterProperty> parameters() {
        return options.parameters().properties();
    }

    @Override
    public boolean repeatable() {
        return options.repeatable();
    }

    @Override
    public CompletionStage<SsoOutcome> authenticate(SsoRequest request) {
        return missing(request).map(name -> completedStage(invalid(name))).orElseGet(() -> ask(request));
    }

    private CompletionStage<SsoOutcome> ask(SsoRequest request) {
        return requests.write(request)
                .map(outbound -> http.send(outbound)
                        .thenApply(response -> rules.judge(response, request))
                        .exceptionally(log::failed))
                .orElseGet(() -> completedStage(new Unauthorised(CalloutReason.MALFORMED_CREDENTIAL.code())));
    }

    private Optional<String> missing(SsoRequest request) {
        return parameters().stream()
                .filter(ParameterProperty::mandatory)
                .map(ParameterProperty::name)
                .filter(name -> request.parameters().value(name).isEmpty())
                .findFirst();
    }

    private static SsoOutcome invalid(String missing) {
        return new Invalid(CalloutReason.MISSING_PARAMETER.code(), "parameter '" + missing + "' is missing");
    }
}
