package org.sessiontoken.backend.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sessiontoken.backend.oidc.FakeOpenIdProvider.DISCOVERY;
import static org.sessiontoken.backend.oidc.FakeOpenIdProvider.ISSUER;
import static org.sessiontoken.backend.oidc.FakeOpenIdProvider.JWKS;
import static org.sessiontoken.backend.oidc.FakeOpenIdProvider.ask;
import static org.sessiontoken.backend.oidc.FakeOpenIdProvider.assertAuthenticated;
import static org.sessiontoken.backend.oidc.FakeOpenIdProvider.assertUnavailable;
import static org.sessiontoken.backend.oidc.FakeOpenIdProvider.claims;
import static org.sessiontoken.backend.oidc.FakeOpenIdProvider.genuine;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sessiontoken.sso.SsoBackend;

/** OpenID Connect Discovery, section 4: where the keys are. */
class OidcDiscoveryTest {

    private final FakeOpenIdProvider provider = FakeOpenIdProvider.with(SigningKey.RSA);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://attacker.example.com",
                "https://login.example.com/",
                "https://login.example.com/realms/other",
                "HTTPS://LOGIN.EXAMPLE.COM"
            })
    void isOfNoUseForAnotherIssuer(String issuer) {
        provider.describe(issuer, JWKS);

        assertUnavailable(ask(provider.backend(), genuine()), Duration.ofSeconds(10));
        assertThat(provider.asked).containsOnly(DISCOVERY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "<html></html>",
                "{\"issuer\":\"https://login.example.com\"}",
                "{\"issuer\":\"https://login.example.com\",\"jwks_uri\":null}",
                "{\"issuer\":\"https://login.example.com\",\"jwks_uri\":1}",
                "{\"issuer\":\"https://login.example.com\",\"jwks_uri\":\"\"}",
                "{\"issuer\":\"https://login.example.com\",\"jwks_uri\":\"/keys\"}",
                "{\"issuer\":\"https://login.example.com\",\"jwks_uri\":\"file:///etc/passwd\"}",
                "{\"issuer\":\"https://login.example.com\",\"jwks_uri\":\"https://user@login.example.com/\"}",
                "{\"issuer\":\"https://login.example.com\",\"jwks_uri\":\"not an address\"}",
                "{\"jwks_uri\":\"https://login.example.com/keys\"}",
                "{\"issuer\":\"https://attacker.example.com\",\"issuer\":\"https://login.example.com\","
                        + "\"jwks_uri\":\"https://login.example.com/keys\"}"
            })
    void isOfNoUseWhereItDoesNotSayWhereTheKeysAre(String document) {
        provider.publish(DISCOVERY, document);

        assertUnavailable(ask(provider.backend(), genuine()), Duration.ofSeconds(10));
        assertThat(provider.asked).doesNotContain(JWKS);
    }

    @Test
    void isFollowedToAnotherAddressOfTheKeys() {
        SsoBackend backend = provider.backend();
        URI moved = URI.create(ISSUER + "/moved");
        provider.describe(ISSUER, moved);
        provider.publish(moved, "{\"keys\":[" + SigningKey.P256.jwk() + "]}");
        provider.clock.advance(Duration.ofSeconds(10));

        assertAuthenticated(ask(backend, SigningKey.P256.token("ES256", claims())));
    }

    @Test
    void isNotAskedWhereTheAddressOfTheKeysIsConfigured() {
        assertAuthenticated(ask(provider.backend("jwks-uri", JWKS.toString()), genuine()));
        assertThat(provider.asked).containsExactly(JWKS);
    }

    @Test
    void isFoundBelowAnIssuerWithAPathAndASlash() {
        String issuer = ISSUER + "/realms/ags/";
        URI discovery = URI.create(ISSUER + "/realms/ags/.well-known/openid-configuration");
        provider.publish(discovery, "{\"issuer\":\"" + issuer + "\",\"jwks_uri\":\"" + JWKS + "\"}");
        String token = SigningKey.RSA.token("RS256", FakeOpenIdProvider.claimsWith("iss", "\"" + issuer + "\""));

        assertAuthenticated(ask(provider.backend("issuer", issuer), token));
    }
}
