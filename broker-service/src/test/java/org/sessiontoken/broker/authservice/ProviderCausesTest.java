package org.sessiontoken.broker.authservice;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.github.tomakehurst.wiremock.WireMockServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sessiontoken.answering.LogLines;
import org.sessiontoken.broker.outbound.OutboundHttpFactory;
import org.sessiontoken.event.AuthServiceCodec.Key;
import org.sessiontoken.keys.DevelopmentKeys;
import org.sessiontoken.sso.BackendOptions;
import org.sessiontoken.sso.SsoBackend;
import org.sessiontoken.sso.SsoRequest;
import org.sessiontoken.value.AuthServiceId;
import org.sessiontoken.value.CorrelationId;
import org.sessiontoken.value.Parameter;
import org.sessiontoken.value.Parameters;
import org.sessiontoken.value.RequestId;
import org.sessiontoken.value.Secret;
import org.sessiontoken.value.TenantId;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;

/** Why a provider gives no usable answer is in the log, once, for every type that asks one, and over the broker's own HTTP. */
class ProviderCausesTest {

    private static final String PATH = "ags.broker.auth-services[0]";
    private static final String CANARY = "canary-9d02";
    private static final Key KEY = new Key(new TenantId("demo"), new AuthServiceId("Login"));

    private static WireMockServer provider;

    private final BackendCreator creation = new BackendCreator(
            new BackendTypes(new FactoryDiscovery(getClass().getClassLoader()).factories()),
            new OutboundHttpFactory(new DefaultSslBundleRegistry(), ObservationRegistry.NOOP, Clock.systemUTC()),
            DevelopmentKeys.REFUSED,
            Clock.systemUTC(),
            new SimpleMeterRegistry());

    @BeforeAll
    static void start() {
        provider = new WireMockServer(
                wireMockConfig().bindAddress("127.0.0.1").dynamicPort().dynamicHttpsPort());
        provider.start();
        provider.stubFor(any(anyUrl())
                .willReturn(aResponse()
                        .withHeader("Content-Type", "text/html; charset=utf-8")
                        .withBody("<html>" + CANARY + "</html>")));
        provider.stubFor(any(urlPathMatching("/down.*"))
                .willReturn(aResponse().withStatus(502).withBody(CANARY)));
    }

    @AfterAll
    static void stop() {
        provider.stop();
    }

    static Stream<Arguments> causes() {
        return Stream.of("oidc-jwt", "oauth2-introspection", "http-callout")
                .flatMap(type -> Stream.of(
                        arguments(type, "http://127.0.0.1:" + closedPort(), "the connection was refused"),
                        arguments(type, "https://login.invalid", "the host name is unknown"),
                        arguments(type, "https://localhost:{tls}", "the certificate is not trusted"),
                        arguments(type, "http://127.0.0.1:{port}/page", "its media type is text/html"),
                        arguments(type, "http://127.0.0.1:{port}/down", "the status is 502")));
    }

    @ParameterizedTest
    @MethodSource("causes")
    void areLoggedOnce(String type, String address, String cause) {
        String base = address.replace("{port}", String.valueOf(provider.port()))
                .replace("{tls}", String.valueOf(provider.httpsPort()));
        try (LogLines logs = LogLines.of("org.sessiontoken.sso");
                SsoBackend backend =
                        creation.create(PATH, type, KEY, new BackendOptions(PATH + ".options", options(type, base)))) {
            for (int i = 0; i < 20; i++) {
                backend.authenticate(request()).toCompletableFuture().join();
            }

            await().atMost(Duration.ofSeconds(20)).until(() -> !logs.lines().isEmpty());
            assertThat(logs.lines())
                    .singleElement()
                    .asString()
                    .startsWith("WARN")
                    .contains("tenantId=\"demo\"", "authServiceId=\"Login\"", cause)
                    .doesNotContain(CANARY);
        }
    }

    private static int closedPort() {
        try (ServerSocket once = new ServerSocket(0)) {
            return once.getLocalPort();
        } catch (IOException none) {
            throw new IllegalStateException(none);
        }
    }

    private static Map<String, String> options(String type, String base) {
        return switch (type) {
            case "oidc-jwt" -> Map.of("issuer", base, "audience", "ags");
            case "oauth2-introspection" ->
                Map.of("introspection-uri", base + "/introspect", "client-id", "x", "client-secret", CANARY);
            default ->
                Map.of(
                        "uri",
                        base + "/session?key=" + CANARY,
                        "parameters.AccessToken",
                        "pin",
                        "account-pointer",
                        "/id");
        };
    }

    private static SsoRequest request() {
        Instant now = Instant.now();
        return new SsoRequest(
                new RequestId("request-1"),
                new CorrelationId("flow"),
                KEY.tenantId(),
                KEY.authServiceId(),
                new Parameters(List.of(
                        new Parameter("AccessToken", Secret.ofText(CANARY)),
                        new Parameter("IdToken", Secret.ofText(CANARY)))),
                now,
                now.plusSeconds(10));
    }
}
