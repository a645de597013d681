package org.sessiontoken.client.readme;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.sessiontoken.client.Availability;
import org.sessiontoken.client.ClientSettings;
import org.sessiontoken.client.SessionTokenClient;
import org.sessiontoken.client.SessionTokenReply;
import org.sessiontoken.client.SessionTokenReply.Declined;
import org.sessiontoken.client.SessionTokenReply.Issued;
import org.sessiontoken.client.SessionTokenRequest;
import org.sessiontoken.keys.DevelopmentKeys;
import org.sessiontoken.keys.KeySetFile;
import org.sessiontoken.keys.NamedKey;
import org.sessiontoken.value.AuthServiceId;
import org.sessiontoken.value.CorrelationId;
import org.sessiontoken.value.Parameter;
import org.sessiontoken.value.Parameters;
import org.sessiontoken.value.RequestorName;
import org.sessiontoken.value.Secret;
import org.sessiontoken.value.TenantId;

public final class Billing {

    public static void main(String[] args) throws InterruptedException {
        List<NamedKey> keys = KeySetFile.read(Path.of("billing.jwks.json"), DevelopmentKeys.REFUSED);
        ClientSettings settings =
                ClientSettings.of(new RequestorName("billing"), keys, Map.of("bootstrap.servers", "kafka:9092"));

        // One client serves all threads of a program.
        try (SessionTokenClient client = SessionTokenClient.start(settings, Clock.systemUTC())) {
            while (client.availability() != Availability.READY) {
                TimeUnit.MILLISECONDS.sleep(50);
            }
            ask(client, args[0]).toCompletableFuture().join();
        }
    }

    static CompletionStage<Void> ask(SessionTokenClient client, String operatorToken) {
        SessionTokenRequest request = new SessionTokenRequest(
                new TenantId("demo"),
                new AuthServiceId("operator-jwt"),
                new CorrelationId("invoice-4711"),
                new Parameters(List.of(new Parameter("OperatorAuthToken", Secret.ofText(operatorToken)))),
                Optional.empty());
        return client.request(request).thenAccept(reply -> System.out.println(reply.fold(new Answer())));
    }

    /** What to do in each case. */
    static final class Answer implements SessionTokenReply.Cases<String> {

        @Override
        public String issued(Issued issued) {
            return "a session token of " + issued.token().text().length() + " characters, until " + issued.expiresAt();
        }

        @Override
        public String declined(Declined declined) {
            return declined.outcome() + ": " + declined.reason();
        }
    }
}
