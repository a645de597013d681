package org.sessiontoken.console.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sessiontoken.kafka.embedded.EmbeddedKafka;
import org.sessiontoken.kafka.embedded.EmbeddedKafkaSettings;

/** Sign-in by OpenID Connect Core 1.0, against Spring Authorization Server. */
class OidcSignInIT {

    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

    @TempDir
    private static Path folder;

    private static EmbeddedKafka kafka;
    private static AuthorizationServer provider;
    private static ConsoleAccess console;

    @BeforeAll
    static void start() throws IOException {
        kafka = EmbeddedKafka.start(EmbeddedKafkaSettings.onAFreePort(folder.resolve("kafka")));
        ConsoleAccess.makeTopic(kafka.bootstrapServers());
        int port = freePort();
        Path secret = folder.resolve("client-secret.txt");
        ConsoleAccess.write(secret, AuthorizationServer.CLIENT_SECRET);
        // The provider comes later: a console starts without it.
        console = ConsoleAccess.start(
                kafka.bootstrapServers(),
                folder,
                "--ags.console.access.oidc.issuer-uri=http://localhost:" + port,
                "--ags.console.access.oidc.client-secret-file=" + secret,
                "--ags.console.access.oidc.roles-claim=groups",
                "--ags.console.access.oidc.auditors[0]=fraud-desk");
        provider = AuthorizationServer.start(port, console.url() + "/sign-in/callback");
    }

    @AfterAll
    static void stop() {
        if (console != null) {
            console.close();
        }
        if (provider != null) {
            provider.close();
        }
        if (kafka != null) {
            kafka.close();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static URI location(HttpResponse<String> response) {
        return URI.create(response.headers().firstValue("Location").orElse(""));
    }

    /** Follows the flow as a browser does, up to where the console sends the user in the end. */
    private static HttpResponse<String> signIn(Browser atTheConsole, String user) {
        Browser atTheProvider = new Browser(URI.create("http://localhost:" + provider.port()));
        URI authorize = location(atTheConsole.get("/sign-in/oidc/console"));
        Matcher csrf = CSRF.matcher(atTheProvider.get("/login").body());
        assertThat(csrf.find()).isTrue();
        Map<String, String> form = new LinkedHashMap<>();
        form.put("username", user);
        form.put("password", user);
        form.put("_csrf", csrf.group(1));
        atTheProvider.post("/login", form);
        HttpResponse<String> granted = atTheProvider.get(authorize.toString());
        URI callback = location(granted);
        assertThat(callback.toString()).startsWith(console.url() + "/sign-in/callback?code=");
        return atTheConsole.get(callback.getPath() + "?" + callback.getRawQuery());
    }

    @Test
    void givesTheRoleThatTheConfiguredClaimSays() {
        Browser browser = console.browser();

        HttpResponse<String> signedIn = signIn(browser, "olga");

        assertThat(location(signedIn).getPath()).isEqualTo("/");
        assertThat(browser.json("/api/me").get("name").asString()).isEqualTo("olga");
        assertThat(browser.json("/api/me").get("roles")).hasToString("[\"auditor\"]");
    }

    @Test
    void asksWithAStateANonceAndPkce() {
        assertThat(location(console.browser().get("/sign-in/oidc/console")).getQuery())
                .contains("response_type=code", "scope=openid", "state=", "nonce=", "code_challenge_method=S256");
    }

    @Test
    void letsNobodyInWithoutARole() {
        Browser browser = console.browser();

        HttpResponse<String> refused = signIn(browser, "guest");

        assertThat(location(refused).getFragment()).isEqualTo("no-role");
        assertThat(browser.get("/api/me").statusCode()).isEqualTo(401);
    }

    @Test
    void takesNoAnswerThatItDidNotAskFor() {
        Browser victim = console.browser();

        HttpResponse<String> refused = victim.get("/sign-in/callback?code=stolen&state=guessed");

        assertThat(location(refused).getFragment()).isEqualTo("failed");
        assertThat(victim.get("/api/me").statusCode()).isEqualTo(401);
    }

    @Test
    void makesAnotherSessionThanBefore() {
        Browser browser = console.browser();
        browser.get("/sign-in/oidc/console");
        String fixed = browser.cookie("console").orElseThrow();

        signIn(browser, "olga");

        assertThat(browser.cookie("console").orElseThrow()).isNotEqualTo(fixed);
    }

    @Test
    void isOfferedOnThePage() {
        assertThat(console.browser().get("/sign-in").body()).contains("href=\"/sign-in/oidc/console\"");
    }
}
