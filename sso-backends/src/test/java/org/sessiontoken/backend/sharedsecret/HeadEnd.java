package org.sessiontoken.backend.sharedsecret;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.sessiontoken.backend.jwt.JwtReason;
import org.sessiontoken.keys.NamedKey;
import org.sessiontoken.sso.SsoBackend;
import org.sessiontoken.sso.SsoOutcome;
import org.sessiontoken.sso.SsoOutcome.Authenticated;
import org.sessiontoken.sso.SsoOutcome.Unauthorised;
import org.sessiontoken.sso.SsoRequest;
import org.sessiontoken.value.AccountId;
import org.sessiontoken.value.AuthServiceId;
import org.sessiontoken.value.CorrelationId;
import org.sessiontoken.value.Parameter;
import org.sessiontoken.value.Parameters;
import org.sessiontoken.value.RequestId;
import org.sessiontoken.value.Secret;
import org.sessiontoken.value.TenantId;

/** A head-end that writes its tokens by hand, so that it can also write them wrongly. */
final class HeadEnd {

    /** When requests are made. */
    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    static final Secret SECRET = Secret.ofText("0123456789abcdef0123456789ABCDEF".repeat(2));
    static final NamedKey KEY = new NamedKey("head-end-1", "HS256", SECRET);
    static final NamedKey KEY_384 = new NamedKey("head-end-384", "HS384", SECRET);
    static final NamedKey KEY_512 = new NamedKey("head-end-512", "HS512", SECRET);
    static final String HEADER = header("HS256", KEY.kid());

    private HeadEnd() {}

    static SharedSecretJwtBackend backend() {
        return new SharedSecretJwtBackend(options(KEY, KEY_384, KEY_512));
    }

    static SharedSecretJwtOptions options(NamedKey... keys) {
        return new SharedSecretJwtOptions(
                List.of(keys),
                "OperatorAuthToken",
                "ags",
                "GetSessionTokenAuthN",
                Duration.ofSeconds(30),
                Duration.ofHours(24),
                "OpfAccountId",
                "OpfTenantId");
    }

    static String header(String alg, String kid) {
        return "{\"alg\":\"" + alg + "\",\"typ\":\"JWT\",\"kid\":\"" + kid + "\"}";
    }

    /** The members of genuine claims, with their JSON values. */
    static Map<String, String> members() {
        Map<String, String> members = new LinkedHashMap<>();
        members.put("typ", "\"GetSessionTokenAuthN\"");
        members.put("OpfAccountId", "\"account-1\"");
        members.put("OpfTenantId", "\"nagra\"");
        members.put("exp", String.valueOf(NOW.plusSeconds(300).getEpochSecond()));
        members.put("aud", "\"ags\"");
        return members;
    }

    static String claims() {
        return json(members());
    }

    /** Genuine claims, but for one. */
    static String claimsWith(String name, String json) {
        Map<String, String> members = members();
        members.put(name, json);
        return json(members);
    }

    static String claimsWithout(String name) {
        Map<String, String> members = members();
        members.remove(name);
        return json(members);
    }

    static String json(Map<String, String> members) {
        return members.entrySet().stream()
                .map(member -> "\"" + member.getKey() + "\":" + member.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }

    static String genuine() {
        return token(HEADER, claims());
    }

    static String token(String header, String claims) {
        return token(header, claims, "HmacSHA256", SECRET);
    }

    static String token(String header, String claims, String mac, Secret secret) {
        return token(header.getBytes(StandardCharsets.UTF_8), claims.getBytes(StandardCharsets.UTF_8), mac, secret);
    }

    static String token(byte[] header, byte[] claims, String mac, Secret secret) {
        return signed(base64url(header) + "." + base64url(claims), mac, secret);
    }

    static String signed(String firstParts, String mac, Secret secret) {
        try {
            Mac signer = Mac.getInstance(mac);
            signer.init(new SecretKeySpec(secret.bytes(), mac));
            return firstParts + "." + base64url(signer.doFinal(firstParts.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException unsupported) {
            throw new IllegalStateException(unsupported);
        }
    }

    static String base64url(String text) {
        return base64url(text.getBytes(StandardCharsets.UTF_8));
    }

    static String base64url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static SsoRequest request(Secret token, String tenant, Instant asOf) {
        return new SsoRequest(
                new RequestId("request-0001"),
                new CorrelationId("flow-1"),
                new TenantId(tenant),
                new AuthServiceId("Head-end"),
                new Parameters(List.of(new Parameter("OperatorAuthToken", token))),
                asOf,
                asOf.plusSeconds(10));
    }

    static SsoOutcome ask(SsoBackend backend, SsoRequest request) {
        return backend.authenticate(request).toCompletableFuture().join();
    }

    static SsoOutcome ask(String token) {
        return ask(backend(), request(Secret.ofText(token), "nagra", NOW));
    }

    static SsoOutcome ask(String token, Instant asOf) {
        return ask(backend(), request(Secret.ofText(token), "nagra", asOf));
    }

    static void assertAuthenticated(SsoOutcome outcome) {
        assertThat(outcome).isEqualTo(new Authenticated(new AccountId("account-1")));
    }

    static void assertUnauthorised(SsoOutcome outcome, JwtReason reason) {
        assertThat(outcome).isEqualTo(new Unauthorised(reason.code()));
    }
}
