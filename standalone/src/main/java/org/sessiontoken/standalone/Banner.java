package org.sessiontoken.standalone;

import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.sessiontoken.value.AccountId;

/** The text that is printed once the program is ready: its addresses, and a command line to paste. */
record Banner(
        Services services,
        StartSettings settings,
        OperatorSecret secret,
        String consoleLink,
        String program,
        Clock clock) {

    /** A command line that was copied at the start of a working day still works at its end. */
    private static final Duration TOKEN_LIFETIME = Duration.ofHours(12);

    static String body(String operatorToken) {
        return "{\"parameters\":[{\"name\":\"OperatorAuthToken\",\"value\":\"" + operatorToken + "\"}]}";
    }

    String text() {
        String token = secret.mint(new AccountId("account-0001"), Optional.empty(), TOKEN_LIFETIME, clock);
        return String.format(
                Locale.ROOT,
                """

                The session-token broker is ready: it has issued its first session token.

                  HTTP     %1$s
                  Console  %9$s
                  Kafka    %2$s
                  Data     %3$s
                  Log      %4$s
                  Keys     for development only, in %3$s/dev%8$s

                The console's link signs in once; the next one is in %3$s/dev/%10$s.

                Ask for a session token:

                curl -sS %1$s/ags/getSessionToken -H 'content-type: application/json' -H 'x-auth-service-id: %5$s' \
                -H 'nv-tenant-id: %6$s' -d '%7$s'

                For another operator token: %11$s mint --account A --data-dir %12$s

                Stop with Ctrl-C.
                """,
                services.httpUrl(),
                services.bootstrapServers(),
                settings.dataDir(),
                LogFile.path(settings.dataDir()),
                secret.authServiceId(),
                secret.tenantId(),
                body(token),
                requestors(),
                consoleLink,
                DevelopmentFolder.CONSOLE_LINK,
                program,
                ShellCommand.quoted(settings.dataDir().toString()));
    }

    /** A line for each requestor beside the adapter. */
    private String requestors() {
        return settings.requestors().stream()
                .map(requestor -> System.lineSeparator() + "           for requestor " + requestor.name() + " in "
                        + requestor.file())
                .collect(Collectors.joining());
    }
}
