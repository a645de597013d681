package org.sessiontoken.standalone;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.sessiontoken.value.AccountId;

/** What is printed once everything is ready: where it is, and a line to paste. */
record Banner(Services services, Path folder, OperatorSecret secret, Clock clock) {

    /** A line copied at the start of a working day still works at its end. */
    private static final Duration TOKEN_LIFE = Duration.ofHours(12);

    static String body(String operatorToken) {
        return "{\"parameters\":[{\"name\":\"OperatorAuthToken\",\"value\":\"" + operatorToken + "\"}]}";
    }

    String text() {
        String token = secret.mint(new AccountId("account-0001"), Optional.empty(), TOKEN_LIFE, clock);
        return """

                The session-token broker is ready: it has just issued its first session token.

                  HTTP     %1$s
                  Kafka    %2$s
                  Data     %3$s
                  Log      %4$s
                  Keys     made for development, refused elsewhere, in %3$s/dev

                Ask for a session token:

                curl -sS %1$s/ags/getSessionToken -H 'content-type: application/json' -H 'x-auth-service-id: %5$s' \
                -H 'nv-tenant-id: %6$s' -d '%7$s'

                Stop with Ctrl-C.
                """.formatted(
                        services.httpUrl(),
                        services.kafkaBootstrap(),
                        folder,
                        LogFile.path(folder),
                        secret.authServiceId(),
                        secret.tenantId(),
                        body(token));
    }
}
