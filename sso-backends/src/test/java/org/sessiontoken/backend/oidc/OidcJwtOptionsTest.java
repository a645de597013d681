package org.sessiontoken.backend.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sessiontoken.sso.BackendOptions;

class OidcJwtOptionsTest {

    private static final String PATH = "ags.broker.auth-services[0].options";
    private static final Map<String, String> MINIMAL = Map.of("issuer", "https://login.example.com", "audience", "ags");

    @Test
    void haveDefaultsForAllButTheIssuerAndTheAudience() {
        assertThat(read(MINIMAL))
                .isEqualTo(new OidcJwtOptions(
                        "https://login.example.com",
                        Optional.empty(),
                        Set.of(SigningAlgorithm.RS256, SigningAlgorithm.ES256, SigningAlgorithm.PS256),
                        "ags",
                        "JWT",
                        "IdToken",
                        Duration.ofSeconds(30),
                        Optional.empty(),
                        "sub",
                        Optional.empty(),
                        Map.of(),
                        new JwksCacheSettings(
                                Duration.ofMinutes(15),
                                Duration.ofMinutes(5),
                                Duration.ofHours(1),
                                Duration.ofSeconds(10)),
                        Duration.ofSeconds(2)));
    }

    @Test
    void areAllHonoured() {
        Map<String, String> set = new HashMap<>(MINIMAL);
        set.put("jwks-uri", "https://keys.example.com/jwks");
        set.put("algorithms", "EdDSA, PS512");
        set.put("token-type", "at+jwt");
        set.put("parameter", "Access token");
        set.put("clock-skew", "0s");
        set.put("max-lifetime", "1h");
        set.put("account-claim", "account");
        set.put("tenant-claim", "tenant");
        set.put("required-claims.acr", "gold");
        set.put("keys-lifetime", "1h");
        set.put("keys-refresh-ahead", "0s");
        set.put("keys-outage-tolerance", "7d");
        set.put("keys-refetch-interval", "30s");
        set.put("keys-timeout", "1s");

        assertThat(read(set))
                .isEqualTo(new OidcJwtOptions(
                        "https://login.example.com",
                        Optional.of(URI.create("https://keys.example.com/jwks")),
                        Set.of(SigningAlgorithm.EDDSA, SigningAlgorithm.PS512),
                        "ags",
                        "at+jwt",
                        "Access token",
                        Duration.ZERO,
                        Optional.of(Duration.ofHours(1)),
                        "account",
                        Optional.of("tenant"),
                        Map.of("acr", "gold"),
                        new JwksCacheSettings(
                                Duration.ofHours(1), Duration.ZERO, Duration.ofDays(7), Duration.ofSeconds(30)),
                        Duration.ofSeconds(1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"issuer", "audience"})
    void areNamedByTheirFullPathWhereTheyAreMissing(String name) {
        Map<String, String> set = new HashMap<>(MINIMAL);
        set.remove(name);

        assertThatIllegalArgumentException().isThrownBy(() -> read(set)).withMessage(PATH + "." + name + " is missing");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "issuer | login.example.com",
                "issuer | https:login.example.com",
                "issuer | https://",
                "issuer | https://login.example.com/?realm=ags",
                "issuer | https://login.example.com/#ags",
                "issuer | https://ags@login.example.com/",
                "issuer | file:///etc/passwd",
                "issuer | https://login example.com",
                "jwks-uri | /keys",
                "jwks-uri | ftp://login.example.com/keys",
                "algorithms | HS256",
                "algorithms | RS256,HS256",
                "algorithms | none",
                "algorithms | rs256",
                "algorithms | RS256,",
                "algorithms | RS256;ES256",
                "parameter | a/b",
                "clock-skew | 5m1s",
                "clock-skew | PT5M1S",
                "clock-skew | soon",
                "max-lifetime | 59s",
                "max-lifetime | 366d",
                "keys-lifetime | 59s",
                "keys-lifetime | 25h",
                "keys-refresh-ahead | 15m",
                "keys-refetch-interval | 15m",
                "keys-refetch-interval | 999ms",
                "keys-outage-tolerance | 8d",
                "audience | a, b",
                "keys-timeout | 31s",
                "keys-timeout | 99ms"
            })
    void areNamedByTheirFullPathWhereTheyAreRefused(String name, String value) {
        Map<String, String> set = new HashMap<>(MINIMAL);
        set.put(name, value);

        assertThatIllegalArgumentException().isThrownBy(() -> read(set)).withMessageStartingWith(PATH + "." + name);
    }

    private static OidcJwtOptions read(Map<String, String> options) {
        return OidcJwtOptions.read(new BackendOptions(PATH, options));
    }
}
