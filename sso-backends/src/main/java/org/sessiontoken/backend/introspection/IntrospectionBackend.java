package org.sessiontoken.backend.introspection;

import static java.util.concurrent.CompletableFuture.completedStage;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import org.sessiontoken.sso.ProviderFailure;
import org.sessiontoken.sso.ProviderLog;
import org.sessiontoken.sso.SsoBackend;
import org.sessiontoken.sso.SsoOutcome;
import org.sessiontoken.sso.SsoOutcome.Authenticated;
import org.sessiontoken.sso.SsoOutcome.Forbidden;
import org.sessiontoken.sso.SsoOutcome.Invalid;
import org.sessiontoken.sso.SsoOutcome.Unauthorised;
import org.sessiontoken.sso.SsoRequest;
import org.sessiontoken.sso.http.OutboundHttp;
import org.sessiontoken.sso.http.OutboundResponse;
import org.sessiontoken.value.ParameterProperty;
import org.sessiontoken.value.Secret;
import tools.jackson.databind.JsonNode;

/**
 * Accepts access tokens that an authorisation server calls active.
 *
 * <p>A value that cannot be a token is refused without asking the server. Calls may be repeated, since introspection changes
 * nothing.
 */
final class IntrospectionBackend implements SsoBackend {

    /** RFC 6749, appendix A.12. */
    private static final Pattern TOKEN = Pattern.compile("[\\x20-\\x7E]+");

    private final IntrospectionOptions options;
    private final OutboundHttp http;
    private final IntrospectionRequestWriter requests;
    private final IntrospectionRules rules;
    private final TokenCache cache;
    private final ProviderLog log;

    IntrospectionBackend(IntrospectionOptions options, OutboundHttp http, Clock clock, ProviderLog log) {
        this.options = options;
        this.http = http;
        this.requests = new IntrospectionRequestWriter(options);
        this.rules = new IntrospectionRules(options);
        this.cache = new TokenCache(options.cacheFor(), clock);
        this.log = log;
    }

    @Override
    public List<ParameterProperty> parameters() {
        return List.of(new ParameterProperty(options.parameter(), true, true));
    }

    @Override
    public boolean repeatable() {
        return true;
    }

    @Override
    public CompletionStage<SsoOutcome> authenticate(SsoRequest request) {
        Optional<Secret> token = request.parameters().value(options.parameter());
        if (token.isEmpty()) {
            return completedStage(new Invalid(
                    IntrospectionReason.MISSING_PARAMETER.code(),
                    "parameter '" + options.parameter() + "' is missing"));
        }
        if (!TOKEN.matcher(token.get().text()).matches()) {
            return completedStage(new Unauthorised(IntrospectionReason.MALFORMED_TOKEN.code()));
        }
        return cache.find(token.get())
                .map(known -> completedStage(judge(known, request)))
                .orElseGet(() -> introspect(token.get(), request));
    }

    private CompletionStage<SsoOutcome> introspect(Secret token, SsoRequest request) {
        return http.send(requests.write(token))
                .thenApply(response -> read(response, token, request))
                .exceptionally(log::failed);
    }

    private SsoOutcome read(OutboundResponse response, Secret token, SsoRequest request) {
        return switch (response.status()) {
            case 200 ->
                response.jsonObject()
                        .map(body -> judge(body, token, request))
                        .orElseGet(() -> log.malformed(options.introspectionUri(), response.jsonProblem()));
            case 401, 403 -> clientRefused(response);
            default -> log.unexpectedStatus(options.introspectionUri(), response);
        };
    }

    private SsoOutcome judge(JsonNode body, Secret token, SsoRequest request) {
        if (!body.path("active").isBoolean()) {
            return log.malformed(options.introspectionUri(), "active is missing, or neither true nor false");
        }
        log.answered();
        return rules.judge(body).outcome(active -> accept(token, active, request));
    }

    private SsoOutcome accept(Secret token, ActiveToken active, SsoRequest request) {
        cache.put(token, active);
        return judge(active, request);
    }

    private SsoOutcome judge(ActiveToken token, SsoRequest request) {
        if (token.isExpired(request.asOf())) {
            return new Unauthorised(IntrospectionReason.TOKEN_EXPIRED.code());
        }
        boolean isOfTenant = options.tenantClaim().isEmpty()
                || token.tenant().equals(Optional.of(request.tenantId().value()));
        return isOfTenant
                ? new Authenticated(token.accountId())
                : new Forbidden(IntrospectionReason.WRONG_TENANT.code());
    }

    /** Not an outage: a firewall before the server may answer so to a token that it takes for an attack. */
    private SsoOutcome clientRefused(OutboundResponse response) {
        log.failed(ProviderLog.shown(options.introspectionUri()) + ": the server refuses the broker itself (status "
                + response.status() + "): correct its client ID, secret or rights");
        return ProviderFailure.ofThisRequest(IntrospectionReason.CLIENT_REFUSED.code(), response.retryAfter());
    }
}
