package org.sessiontoken.backend.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sessiontoken.backend.BackendManualPage;
import org.sessiontoken.backend.introspection.IntrospectionFactory;
import org.sessiontoken.backend.jwt.JwtReason;
import org.sessiontoken.sso.SsoBackend;
import org.sessiontoken.sso.TestBackendContext;

/** The worked example with Keycloak is configured as its page says, against tokens with the claims that Keycloak 26.7 gives. */
class KeycloakPageTest {

    private static final String ISSUER = "https://login.example/realms/tv";

    private final List<Map<String, String>> examples =
            BackendManualPage.named("keycloak").examples();
    private final FakeOpenIdProvider provider = FakeOpenIdProvider.with(SigningKey.RSA);

    @TempDir
    private Path folder;

    @Test
    void takesIdTokensAndNoAccessTokensEvenIfTheirAudienceIsTheSame() {
        assertThat(examples.get(0)).containsEntry("issuer", ISSUER);
        Map<String, String> options = new HashMap<>(examples.get(0));
        options.put("issuer", FakeOpenIdProvider.ISSUER);
        try (SsoBackend backend = TestBackendContext.with(options)
                .at(provider.clock)
                .over(provider)
                .create(new OidcJwtFactory())) {
            FakeOpenIdProvider.assertAuthenticated(FakeOpenIdProvider.ask(backend, token("\"tv-app\"", "ID")));
            FakeOpenIdProvider.assertUnauthorised(
                    FakeOpenIdProvider.ask(backend, token("[\"tv-app\",\"account\"]", "Bearer")),
                    JwtReason.WRONG_CLAIM);
            FakeOpenIdProvider.assertUnauthorised(
                    FakeOpenIdProvider.ask(backend, token("\"account\"", "Bearer")), JwtReason.WRONG_AUDIENCE);
        }
    }

    @Test
    void hasAnIntrospectionThatIsTaken() throws IOException {
        Map<String, String> options = new HashMap<>(examples.get(1));
        options.put(
                "client-secret-file",
                Files.writeString(folder.resolve("secret"), "hidden").toString());

        try (SsoBackend backend = TestBackendContext.with(options).create(new IntrospectionFactory())) {
            assertThat(backend.parameters()).singleElement().returns("AccessToken", parameter -> parameter.name());
        }
        assertThat(options).containsEntry("audience", options.get("client-id"));
    }

    private static String token(String audience, String type) {
        Map<String, String> members = FakeOpenIdProvider.members();
        members.put("aud", audience);
        members.put("azp", "\"tv-app\"");
        members.put("typ", "\"" + type + "\"");
        return SigningKey.RSA.token("RS256", SigningKey.json(members));
    }
}
