package org.sessiontoken.backend.jwt;

import static org.assertj.core.api.Assertions.assertThat;

import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.MacAlgorithm;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sessiontoken.jose.JoseJson;
import org.sessiontoken.value.Secret;

class CompactJwsTest {

    private static final SecretKey KEY = key("0123456789abcdef0123456789abcdef");
    private static final String TOKEN = Jwts.builder()
            .json(JoseJson.writer())
            .header()
            .keyId("one")
            .and()
            .subject("account-1")
            .signWith(KEY)
            .compact();

    @Test
    void hasTheHeaderAndTheClaimsOfTheToken() {
        CompactJws jws = CompactJws.parse(Secret.ofText(TOKEN)).orElseThrow();

        assertThat(jws.header().get("kid")).isEqualTo("one");
        assertThat(jws.claims())
                .hasValueSatisfying(claims -> assertThat(claims.get("sub")).isEqualTo("account-1"));
    }

    @Test
    void isSignedWithItsKeyAndWithNoOther() {
        CompactJws jws = CompactJws.parse(Secret.ofText(TOKEN)).orElseThrow();

        assertThat(jws.isSignedWith(Jwts.SIG.HS256, KEY)).isTrue();
        assertThat(jws.isSignedWith(Jwts.SIG.HS256, key("another secret of thirty-two bytes")))
                .isFalse();
    }

    @Test
    void isNotSignedWithAKeyThatIsTooShortForTheAlgorithm() {
        CompactJws jws = CompactJws.parse(Secret.ofText(TOKEN)).orElseThrow();

        assertThat(jws.isSignedWith(Jwts.SIG.HS512, KEY)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"HS256", "HS384", "HS512"})
    void isSignedByAMacOfItsExactLengthOnly(String algorithm) {
        MacAlgorithm mac = (MacAlgorithm) Jwts.SIG.get().forKey(algorithm);
        SecretKey key = mac.key().build();
        String token = Jwts.builder()
                .json(JoseJson.writer())
                .subject("account-1")
                .signWith(key, mac)
                .compact();
        int signature = token.lastIndexOf('.') + 1;
        byte[] digest = Base64.getUrlDecoder().decode(token.substring(signature));

        for (int length : new int[] {0, digest.length / 2, digest.length - 1, digest.length + 1, 2 * digest.length}) {
            String other = token.substring(0, signature)
                    + Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, length));

            assertThat(CompactJws.parse(Secret.ofText(other)).orElseThrow().isSignedWith(mac, key))
                    .as("%s bytes", length)
                    .isFalse();
        }
        assertThat(CompactJws.parse(Secret.ofText(token)).orElseThrow().isSignedWith(mac, key))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "e30.e30",
                "e30.e30.e30.e30",
                "e30=.e30.e30",
                "e31.e30.e30",
                "W10.e30.e30",
                "e30.e30=.e30",
                "e30.e31.e30",
                "e30.e30.e30=",
                "e30.e30.e31",
                "e30\n.e30.e30",
                "e30.e\n30.e30",
                "e30.e30.e30\n"
            })
    void isNothingButThreePartsInTheirOneSpelling(String text) {
        assertThat(CompactJws.parse(Secret.ofText(text))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"crit", "zip", "b64"})
    void saysThatItsHeaderChangesTheSignedBytes(String name) {
        String header = base64url("{\"alg\":\"HS256\",\"" + name + "\":true}");

        assertThat(CompactJws.parse(Secret.ofText(header + ".e30.e30"))
                        .orElseThrow()
                        .hasUnsupportedHeader())
                .isTrue();
        assertThat(CompactJws.parse(Secret.ofText(TOKEN)).orElseThrow().hasUnsupportedHeader())
                .isFalse();
    }

    @Test
    void hasNoClaimsWhereThePayloadIsNoObjectInUtf8() {
        String latin1 = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("{\"a\":\"é\"}".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(CompactJws.parse(Secret.ofText("e30." + latin1 + ".e30"))
                        .orElseThrow()
                        .claims())
                .isEmpty();
        assertThat(CompactJws.parse(Secret.ofText("e30.e30.e30")).orElseThrow().claims())
                .hasValue(Map.of());
    }

    private static SecretKey key(String secret) {
        return new SecretKeySpec(secret.getBytes(StandardCharsets.US_ASCII), "HmacSHA256");
    }

    private static String base64url(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
