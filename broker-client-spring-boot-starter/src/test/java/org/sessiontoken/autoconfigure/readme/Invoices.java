package org.sessiontoken.autoconfigure.readme;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.sessiontoken.client.SessionTokenClient;
import org.sessiontoken.client.SessionTokenReply;
import org.sessiontoken.client.SessionTokenRequest;
import org.sessiontoken.value.AuthServiceId;
import org.sessiontoken.value.CorrelationId;
import org.sessiontoken.value.Parameter;
import org.sessiontoken.value.Parameters;
import org.sessiontoken.value.Secret;
import org.sessiontoken.value.TenantId;
import org.springframework.stereotype.Component;

@Component
public class Invoices {

    private final SessionTokenClient client;

    public Invoices(SessionTokenClient client) {
        this.client = client;
    }

    public CompletionStage<SessionTokenReply> signIn(String invoice, String operatorToken) {
        return client.request(new SessionTokenRequest(
                new TenantId("demo"),
                new AuthServiceId("operator-jwt"),
                new CorrelationId(invoice),
                new Parameters(List.of(new Parameter("OperatorAuthToken", Secret.ofText(operatorToken)))),
                Optional.empty()));
    }
}
