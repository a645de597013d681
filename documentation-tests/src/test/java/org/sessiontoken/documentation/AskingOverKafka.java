package org.sessiontoken.documentation;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sessiontoken.client.ClientSettings;
import org.sessiontoken.client.SessionTokenClient;
import org.sessiontoken.client.SessionTokenReply;
import org.sessiontoken.client.SessionTokenRequest;
import org.sessiontoken.event.Outcome;
import org.sessiontoken.keys.DevelopmentKeys;
import org.sessiontoken.keys.KeySetFile;
import org.sessiontoken.keys.NamedKey;
import org.sessiontoken.value.AuthServiceId;
import org.sessiontoken.value.CorrelationId;
import org.sessiontoken.value.Parameter;
import org.sessiontoken.value.Parameters;
import org.sessiontoken.value.ReasonCode;
import org.sessiontoken.value.RequestorName;
import org.sessiontoken.value.Secret;
import org.sessiontoken.value.TenantId;

/** The example of broker-client/README.md, compiled. */
abstract class AskingOverKafka {

    void ask(String jwt) throws Exception {
        List<NamedKey> keys = KeySetFile.read(Path.of("billing.jwks.json"), DevelopmentKeys.REFUSED);
        ClientSettings settings =
                ClientSettings.of(new RequestorName("billing"), keys, Map.of("bootstrap.servers", "kafka:9092"));

        try (SessionTokenClient client = SessionTokenClient.start(settings, Clock.systemUTC())) {
            SessionTokenRequest request = new SessionTokenRequest(
                    new TenantId("demo"),
                    new AuthServiceId("operator-jwt"),
                    new CorrelationId("invoice-4711"),
                    new Parameters(List.of(new Parameter("OperatorAuthToken", Secret.ofText(jwt)))),
                    Optional.empty());

            client.request(request)
                    .thenAccept(reply -> reply.fold(new SessionTokenReply.Cases<Void>() {
                        @Override
                        public Void issued(SessionTokenReply.Issued issued) {
                            show(issued.token());
                            return null;
                        }

                        @Override
                        public Void declined(SessionTokenReply.Declined declined) {
                            log(declined.outcome(), declined.reason());
                            return null;
                        }
                    }));
        }
    }

    abstract void show(Secret token);

    abstract void log(Outcome outcome, ReasonCode reason);
}
