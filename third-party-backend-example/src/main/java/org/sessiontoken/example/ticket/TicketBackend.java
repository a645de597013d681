package org.sessiontoken.example.ticket;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.sessiontoken.sso.ProviderLog;
import org.sessiontoken.sso.SsoBackend;
import org.sessiontoken.sso.SsoOutcome;
import org.sessiontoken.sso.SsoOutcome.Authenticated;
import org.sessiontoken.sso.SsoOutcome.Invalid;
import org.sessiontoken.sso.SsoOutcome.Unauthorised;
import org.sessiontoken.sso.SsoRequest;
import org.sessiontoken.sso.http.OutboundHttp;
import org.sessiontoken.sso.http.OutboundRequest;
import org.sessiontoken.sso.http.OutboundResponse;
import org.sessiontoken.value.AccountId;
import org.sessiontoken.value.ParameterProperty;
import org.sessiontoken.value.Secret;
import tools.jackson.databind.JsonNode;

/** Asks a ticket office which account a ticket belongs to: 200 with the account, or 404 for an unknown ticket. */
final class TicketBackend implements SsoBackend {

    private static final String TICKET = "Ticket";
    private static final Map<String, Secret> HEADERS =
            Map.of("Content-Type", Secret.ofText("application/x-www-form-urlencoded"));

    private final OutboundHttp http;
    private final URI uri;
    private final Duration timeout;
    private final ProviderLog log;

    TicketBackend(OutboundHttp http, URI uri, Duration timeout, ProviderLog log) {
        this.http = http;
        this.uri = uri;
        this.timeout = timeout;
        this.log = log;
    }

    @Override
    public List<ParameterProperty> parameters() {
        return List.of(new ParameterProperty(TICKET, true, true));
    }

    /** The ticket office only looks tickets up. */
    @Override
    public boolean repeatable() {
        return true;
    }

    @Override
    public CompletionStage<SsoOutcome> authenticate(SsoRequest request) {
        Optional<Secret> ticket = request.parameters().value(TICKET);
        if (ticket.isEmpty()) {
            return CompletableFuture.completedStage(
                    new Invalid(TicketReason.MISSING_PARAMETER.code(), "parameter '" + TICKET + "' is missing"));
        }
        Secret form = Secret.ofText("ticket=" + URLEncoder.encode(ticket.get().text(), StandardCharsets.UTF_8));
        return http.send(new OutboundRequest("POST", uri, HEADERS, form, timeout))
                .thenApply(this::judge)
                .exceptionally(log::failed);
    }

    private SsoOutcome judge(OutboundResponse response) {
        return switch (response.status()) {
            case 200 ->
                response.jsonObject()
                        .flatMap(TicketBackend::account)
                        .map(account -> answered(new Authenticated(account)))
                        .orElseGet(() -> log.malformed(uri, "the answer names no account"));
            case 404 -> answered(new Unauthorised(TicketReason.UNKNOWN_TICKET.code()));
            default -> log.unexpectedStatus(uri, response);
        };
    }

    private SsoOutcome answered(SsoOutcome outcome) {
        log.answered();
        return outcome;
    }

    private static Optional<AccountId> account(JsonNode body) {
        try {
            return body.path("account").stringValueOpt().map(AccountId::new);
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }
}
