package org.sessiontoken.broker.sso.introspection;

import static java.util.concurrent.CompletableFuture.completedStage;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import org.sessiontoken.broker.outbound.OutboundHttp;
import org.sessiontoken.broker.outbound.OutboundResponse;
import org.sessiontoken.broker.outbound.ProviderFailure;
import org.sessiontoken.sso.SsoBackend;
import org.sessiontoken.sso.SsoOutcome;
import org.sessiontoken.sso.SsoOutcome.Authenticated;
import org.sessiontoken.sso.SsoOutcome.Forbidden;
import org.sessiontoken.sso.SsoOutcome.Invalid;
import org.sessiontoken.sso.SsoOutcome.Unauthorised;
import org.sessiontoken.sso.SsoRequest;
import org.sessiontoken.value.ParameterProperty;
import org.sessiontoken.value.Secret;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Believes what an authorisation server says of an access token.
 *
 * <p>What cannot be a token is refused without asking. Asking again does no harm: introspection changes nothing.
 */
final class IntrospectionBackend implements SsoBackend {

    private static final Logger LOG = LoggerFactory.getLogger(IntrospectionBackend.class);

    /** RFC 6749, appendix A.12. */
    private static final Pattern TOKEN = Pattern.compile("[\\x20-\\x7E]+");

    private final IntrospectionOptions options;
    private final OutboundHttp http;
    private final IntrospectionCall call;
    private final IntrospectionRules rules;
    private final TokenCache cache;

    IntrospectionBackend(IntrospectionOptions options, OutboundHttp http, Clock clock) {
        this.options = options;
        this.http = http;
        this.call = new IntrospectionCall(options);
        this.rules = new IntrospectionRules(options);
        this.cache = new TokenCache(options.cacheFor(), clock);
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
        return http.send(call.about(token))
                .thenApply(answer -> read(answer, token, request))
                .exceptionally(failure -> ProviderFailure.of(failure).outcome());
    }

    private SsoOutcome read(OutboundResponse answer, Secret token, SsoRequest request) {
        return switch (answer.status()) {
            case 200 ->
                answer.jsonObject()
                        .map(rules::judge)
                        .map(verdict -> verdict.outcome(active -> remember(token, active, request)))
                        .orElseGet(ProviderFailure.MALFORMED_ANSWER::outcome);
            case 401, 403 -> clientRefused(answer, request);
            default -> ProviderFailure.ofStatus(answer.status()).outcome(answer.retryAfter());
        };
    }

    private SsoOutcome remember(Secret token, ActiveToken active, SsoRequest request) {
        cache.remember(token, active);
        return judge(active, request);
    }

    private SsoOutcome judge(ActiveToken token, SsoRequest request) {
        if (token.isExpired(request.asOf())) {
            return new Unauthorised(IntrospectionReason.TOKEN_EXPIRED.code());
        }
        boolean ofTenant = options.tenantClaim().isEmpty()
                || token.tenant().equals(Optional.of(request.tenantId().value()));
        return ofTenant ? new Authenticated(token.accountId()) : new Forbidden(IntrospectionReason.WRONG_TENANT.code());
    }

    private static SsoOutcome clientRefused(OutboundResponse answer, SsoRequest request) {
        LOG.atError()
                .addKeyValue("correlationId", request.correlationId())
                .addKeyValue("tenantId", request.tenantId())
                .addKeyValue("authServiceId", request.authServiceId())
                .addKeyValue("status", answer.status())
                .log(
                        "The authorisation server refuses the broker itself: correct its client ID and secret, or its rights");
        return ProviderFailure.unavailable(IntrospectionReason.CLIENT_REFUSED.code(), answer.retryAfter());
    }

    @Override
    public void close() {
        http.close();
    }
}
