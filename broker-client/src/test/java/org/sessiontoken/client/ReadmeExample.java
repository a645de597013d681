package org.sessiontoken.client;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
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

/** The program of README.md: {@link ReadmeTest} compares the two, and the compiler checks this one. */
abstract class ReadmeExample {

    abstract Void show(Secret token);

    abstract Void log(Outcome outcome, ReasonCode reason);

    void ask(String jwt) throws InterruptedException {
        // README.md begins here.
        List<NamedKey> keys = KeySetFile.read(Path.of("billing.jwks.json"), DevelopmentKeys.REFUSED);
        ClientSettings settings =
                ClientSettings.of(new RequestorName("billing"), keys, Map.of("bootstrap.servers", "kafka:9092"));

        try (SessionTokenClient client = SessionTokenClient.start(settings, Clock.systemUTC())) {
            while (client.availability() != Availability.READY) {
                TimeUnit.MILLISECONDS.sleep(50);
            }
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
                            return show(issued.token());
                        }

                        @Override
                        public Void declined(SessionTokenReply.Declined declined) {
                            return log(declined.outcome(), declined.reason());
                        }
                    }));
        }
        // README.md ends here.
    }
}
