package org.sessiontoken.sealing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sessiontoken.keys.DevelopmentKeys;
import org.sessiontoken.keys.NamedKey;
import org.sessiontoken.sealing.OpenResult.Opened;
import org.sessiontoken.value.AuthServiceId;
import org.sessiontoken.value.Jwe;
import org.sessiontoken.value.RequestId;
import org.sessiontoken.value.RequestorName;
import org.sessiontoken.value.Secret;
import org.sessiontoken.value.TenantId;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The published example is true. */
class SealingExampleTest {

    private final JsonNode example = document("sealing-example.json");
    private final SealingKey key = new SealingKey(
            new RequestorName("http-adapter"),
            new NamedKey(text("/key/kid"), text("/key/alg"), Secret.ofBytes(ReferenceJwe.bytes(text("/key/k")))));

    private Binding binding(String name) {
        String own = "/" + name + "/requestId";
        return Binding.toRequest(
                new RequestId(text(example.at(own).isMissingNode() ? "/requestId" : own)),
                new TenantId(text("/tenantId")),
                new AuthServiceId(text("/authServiceId")));
    }

    @ParameterizedTest
    @CsvSource({"credentials, CREDENTIALS", "sessionToken, SESSION_TOKEN", "signOn, SIGN_ON", "signedOn, SIGNED_ON"})
    void isWhatWeSealAndOpen(String name, Purpose purpose) {
        Secret content = Secret.ofText(text("/" + name + "/content"));
        Jwe sealed = new Jwe(text("/" + name + "/envelope"));
        Envelope envelope = new Envelope(KeyRing.of(Map.of(key.owner(), List.of(key.key()))));

        assertThat(envelope.open(sealed, purpose, binding(name))).isEqualTo(new Opened(content, key));
        assertThat(Envelope.seal(content, purpose, binding(name), key)).isEqualTo(sealed);
    }

    @ParameterizedTest
    @CsvSource({"credentials", "sessionToken", "signOn", "signedOn"})
    void opensByHand(String name) {
        assertThat(ReferenceJwe.open(new Jwe(text("/" + name + "/envelope")), key)
                        .content())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(text("/" + name + "/content"));
    }

    @Test
    void hasParametersForCredentials() {
        assertThat(Credentials.read(Secret.ofText(text("/credentials/content"))).names())
                .containsExactly("OperatorAuthToken");
    }

    @Test
    void hasWhatASignOnGivesAndGets() {
        assertThat(SignOnCredentials.read(Secret.ofText(text("/signOn/content")))
                        .pin())
                .isPresent();
        assertThat(SignedOnTokens.read(Secret.ofText(text("/signedOn/content"))).refreshToken())
                .isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "credentials, session-token-requested, credentials",
        "sessionToken, session-token-replied, sessionToken",
        "signOn, sign-on-requested, credentials",
        "signedOn, sign-on-replied, tokens"
    })
    void isWhatTheSchemasShow(String name, String schema, String member) {
        assertThat(document("json/" + schema + ".schema.json")
                        .at("/examples/0/" + member)
                        .asString())
                .isEqualTo(text("/" + name + "/envelope"));
    }

    @Test
    void hasAKeyThatNoServiceTakes() {
        assertThat(DevelopmentKeys.isMarked(key.key().material())).isTrue();
    }

    private String text(String pointer) {
        return example.at(pointer).asString();
    }

    private static JsonNode document(String name) {
        try (InputStream in = Objects.requireNonNull(
                SealingExampleTest.class.getResourceAsStream("/org/sessiontoken/schemas/" + name))) {
            return new JsonMapper().readTree(in.readAllBytes());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
