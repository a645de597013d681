package org.sessiontoken.backend.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.sessiontoken.backend.MutableClock;
import org.sessiontoken.backend.jwt.JwtReason;
import org.sessiontoken.sso.SsoBackend;
import org.sessiontoken.sso.SsoOutcome;
import org.sessiontoken.sso.SsoOutcome.Authenticated;
import org.sessiontoken.sso.SsoOutcome.Unauthorised;
import org.sessiontoken.sso.SsoOutcome.Unavailable;
import org.sessiontoken.sso.SsoRequest;
import org.sessiontoken.sso.TestBackendContext;
import org.sessiontoken.sso.http.OutboundFailure;
import org.sessiontoken.sso.http.OutboundHttp;
import org.sessiontoken.sso.http.OutboundRequest;
import org.sessiontoken.sso.http.OutboundResponse;
import org.sessiontoken.value.AccountId;
import org.sessiontoken.value.CorrelationId;
import org.sessiontoken.value.Parameter;
import org.sessiontoken.value.Parameters;
import org.sessiontoken.value.RequestId;
import org.sessiontoken.value.Secret;

/** An OpenID provider without a network: a test sets its keys, documents, outages and clock. */
final class FakeOpenIdProvider implements OutboundHttp {

    static final String ISSUER = "https://login.example.com";
    static final URI DISCOVERY = URI.create(ISSUER + "/.well-known/openid-configuration");
    static final URI JWKS = URI.create(ISSUER + "/keys");

    /** When requests are made. */
    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    final MutableClock clock = new MutableClock(NOW);
    final List<URI> asked = new CopyOnWriteArrayList<>();

    private final Map<URI, CompletionStage<OutboundResponse>> answers = new ConcurrentHashMap<>();

    /** A provider with these keys. */
    static FakeOpenIdProvider with(SigningKey... keys) {
        FakeOpenIdProvider provider = new FakeOpenIdProvider();
        provider.describe(ISSUER, JWKS);
        provider.publish(keys);
        return provider;
    }

    void describe(String issuer, URI jwksUri) {
        publish(DISCOVERY, "{\"issuer\":\"" + issuer + "\",\"jwks_uri\":\"" + jwksUri + "\"}");
    }

    void publish(SigningKey... keys) {
        publishJwks(Arrays.stream(keys).map(SigningKey::jwk).toArray(String[]::new));
    }

    void publishJwks(String... jwks) {
        publish(JWKS, Arrays.stream(jwks).collect(Collectors.joining(",", "{\"keys\":[", "]}")));
    }

    void publish(URI uri, String json) {
        answer(uri, 200, json);
    }

    void answer(URI uri, int status, String body) {
        answers.put(
                uri,
                CompletableFuture.completedStage(
                        new OutboundResponse(status, Optional.of("application/json"), Secret.ofText(body))));
    }

    void fail(URI uri, OutboundFailure.Kind kind) {
        answers.put(uri, CompletableFuture.failedStage(new OutboundFailure(kind, "login.example.com: " + kind)));
    }

    void goDown() {
        fail(DISCOVERY, OutboundFailure.Kind.UNREACHABLE);
        fail(JWKS, OutboundFailure.Kind.UNREACHABLE);
    }

    /** Answers for an address only once what is given back is completed. */
    CompletableFuture<OutboundResponse> hold(URI uri) {
        CompletableFuture<OutboundResponse> later = new CompletableFuture<>();
        answers.put(uri, later);
        return later;
    }

    long fetches() {
        return asked.stream().filter(JWKS::equals).count();
    }

    @Override
    public CompletionStage<OutboundResponse> send(OutboundRequest request) {
        asked.add(request.uri());
        CompletionStage<OutboundResponse> answer = answers.get(request.uri());
        return answer == null
                ? CompletableFuture.failedStage(
                        new OutboundFailure(OutboundFailure.Kind.NOT_ALLOWED, "not an address that is configured"))
                : answer;
    }

    /** A backend of this provider, with more options by turns their names and values. */
    SsoBackend backend(String... more) {
        Map<String, String> options = new HashMap<>(Map.of("issuer", ISSUER, "audience", "ags"));
        for (int i = 0; i < more.length; i += 2) {
            options.put(more[i], more[i + 1]);
        }
        return TestBackendContext.with(options).at(clock).over(this).create(new OidcJwtFactory());
    }

    /** The members of genuine claims, with their JSON values. */
    static Map<String, String> members() {
        Map<String, String> members = new LinkedHashMap<>();
        members.put("iss", "\"" + ISSUER + "\"");
        members.put("sub", "\"account-1\"");
        members.put("aud", "\"ags\"");
        members.put("iat", String.valueOf(NOW.getEpochSecond()));
        members.put("exp", String.valueOf(NOW.plusSeconds(300).getEpochSecond()));
        return members;
    }

    static String claims() {
        return SigningKey.json(members());
    }

    /** Genuine claims, but for one. */
    static String claimsWith(String name, String json) {
        Map<String, String> members = members();
        members.put(name, json);
        return SigningKey.json(members);
    }

    static String claimsWithout(String name) {
        Map<String, String> members = members();
        members.remove(name);
        return SigningKey.json(members);
    }

    static String genuine() {
        return SigningKey.RSA.token("RS256", claims());
    }

    static SsoRequest request(String token) {
        return request(token, NOW);
    }

    static SsoRequest request(String token, Instant asOf) {
        return request(new Parameters(List.of(new Parameter("IdToken", Secret.ofText(token)))), asOf);
    }

    static SsoRequest request(Parameters parameters, Instant asOf) {
        return new SsoRequest(
                new RequestId("request-0001"),
                new CorrelationId("flow-1"),
                TestBackendContext.TENANT_ID,
                TestBackendContext.AUTH_SERVICE_ID,
                parameters,
                asOf,
                asOf.plusSeconds(10));
    }

    static SsoOutcome ask(SsoBackend backend, String token) {
        return ask(backend, request(token));
    }

    static SsoOutcome ask(SsoBackend backend, SsoRequest request) {
        return backend.authenticate(request).toCompletableFuture().join();
    }

    static void assertAuthenticated(SsoOutcome outcome) {
        assertThat(outcome).isEqualTo(new Authenticated(new AccountId("account-1")));
    }

    static void assertUnauthorised(SsoOutcome outcome, JwtReason reason) {
        assertThat(outcome).isEqualTo(new Unauthorised(reason.code()));
    }

    /** The token is refused once the provider has been asked again for its key. */
    void assertHasNoKeyFor(SsoBackend backend, String token) {
        clock.advance(Duration.ofSeconds(10));
        assertUnauthorised(ask(backend, token), JwtReason.UNKNOWN_KEY);
    }

    static void assertUnavailable(SsoOutcome outcome, Duration retryAfter) {
        assertThat(outcome).isEqualTo(Unavailable.ofThisRequest(JwtReason.KEYS_UNAVAILABLE.code(), retryAfter));
    }
}
