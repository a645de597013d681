package org.sessiontoken.console.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignInLimitTest {

    @TempDir
    private Path folder;

    @Test
    void answersTooManyAttemptsBeforeItComparesAPassword() {
        try (ConsoleAccess console =
                ConsoleAccess.start("localhost:1", folder, "--ags.console.access.max-sign-in-attempts=3")) {
            Browser browser = console.browser();
            for (int i = 0; i < 3; i++) {
                browser.signIn("guessed-" + i, "wrong");
            }

            HttpResponse<String> throttled = browser.signIn(ConsoleAccess.VIEWER, ConsoleAccess.VIEWERS_PASSWORD);

            assertThat(throttled.statusCode()).isEqualTo(429);
            assertThat(throttled.headers().firstValue("Retry-After")).contains("60");
            assertThat(throttled.body()).contains("id=\"throttled\" class=\"shown\"");
            assertThat(throttled.headers().firstValue("Set-Cookie")).isEmpty();
        }
    }
}
