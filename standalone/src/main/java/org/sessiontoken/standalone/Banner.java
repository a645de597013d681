package org.sessiontoken.standalone;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.sessiontoken.value.AccountId;

/** The text that is printed once the program is ready: its addresses, and a command line to paste. */
record Banner(Services services, Path folder, OperatorSecret secret, Clock clock) {

    /** A command line that was copied at the start of a working day still works at its end. */
    private static final Duration TOKEN_LIFETIME = Duration.ofHours(12);

    static String body(String operatorToken) {
        return "{\"parameters\":[{\"name\":\"OperatorAuthToken\",\"value\":\"" + operatorToken + "\"}]}";
    }

    String text() {
        String token = secret.mint(new AccountId("account-0001"), Optional.empty(), TOKEN_LIFETIME, clock);
        return """

                The session-token broker is ready: it has issued its first session token.

                  HTTP     %1$s
                  Kafka    %2$s
                  Data     %3$s
                  Log      %4$s
                  Keys     for development only, in %3$s/dev

                Ask for a session token:

                curl -sS %1$s/ags/getSessionToken -H 'content-type: application/json' -H 'x-auth-service-id: %5$s' \
                -H 'nv-tenant-id: %6$s' -d '%7$s'

                Stop with Ctrl-C.
                """.formatted(
                        services.httpUrl(),
                        services.bootstrapServers(),
                        folder,
                        LogFile.path(folder),
                        secret.authServiceId(),
                        secret.tenantId(),
                        body(token));
    }
}
