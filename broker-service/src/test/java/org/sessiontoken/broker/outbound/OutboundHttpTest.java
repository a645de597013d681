package org.sessiontoken.broker.outbound;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sessiontoken.broker.outbound.RawServer.Talk;
import org.sessiontoken.sso.http.OutboundFailure;
import org.sessiontoken.sso.http.OutboundFailure.Kind;
import org.sessiontoken.sso.http.OutboundRequest;
import org.sessiontoken.sso.http.OutboundResponse;
import org.sessiontoken.value.Secret;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;

class OutboundHttpTest {

    private static final String CANARY = "canary-91c2e7b0";
    private static final int MAX_RESPONSE_SIZE = 64 * 1024;

    @RegisterExtension
    static final WireMockExtension PROVIDER = WireMockExtension.newInstance()
            .options(wireMockConfig().bindAddress("127.0.0.1").dynamicPort())
            .build();

    @Nested
    class ARequest {

        @Test
        void arrivesAsItWasMade() {
            PROVIDER.stubFor(post(anyUrl()).willReturn(aResponse()));

            send(OutboundFixture.post(
                    provider("/login?tenant=nagra"),
                    Map.of("X-Api-Key", Secret.ofText(CANARY)),
                    Secret.ofText("body")));

            PROVIDER.verify(postRequestedFor(urlEqualTo("/login?tenant=nagra"))
                    .withHeader("X-Api-Key", equalTo(CANARY))
                    .withHeader("User-Agent", equalTo("session-token-broker"))
                    .withRequestBody(equalTo("body")));
        }

        @Test
        void asksForNoOtherProtocolThanHttp11() {
            PROVIDER.stubFor(get(anyUrl()).willReturn(aResponse()));

            send(OutboundFixture.get(provider("/plain")));

            PROVIDER.verify(getRequestedFor(urlEqualTo("/plain"))
                    .withoutHeader("Upgrade")
                    .withoutHeader("HTTP2-Settings"));
        }

        @Test
        void sharesAConnectionWithThoseBeforeIt() throws IOException {
            try (RawServer server = new RawServer(Talk.saying("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"));
                    JdkOutboundHttp http = OutboundFixture.http(server.uri())) {
                answer(http.send(OutboundFixture.get(server.uri())));
                answer(http.send(OutboundFixture.get(server.uri())));

                assertThat(server.connections()).isEqualTo(1);
            }
        }
    }

    @Nested
    class AnAnswer {

        @ParameterizedTest
        @ValueSource(ints = {200, 204, 302, 401, 404, 407, 429, 500, 503, 599})
        void isGivenWhateverItsStatus(int status) {
            PROVIDER.stubFor(get(anyUrl())
                    .willReturn(aResponse().withStatus(status).withHeader("WWW-Authenticate", "Basic realm=x")));

            assertThat(send(OutboundFixture.get(provider("/"))).status()).isEqualTo(status);
        }

        @Test
        void hasItsMediaTypeBodyAndWhenToAskAgain() {
            PROVIDER.stubFor(get(anyUrl())
                    .willReturn(aResponse()
                            .withHeader("Content-Type", "Application/JSON ; charset=utf-8")
                            .withHeader("Retry-After", "120")
                            .withBody("{\"a\":1}")));

            assertThat(send(OutboundFixture.get(provider("/"))))
                    .isEqualTo(new OutboundResponse(
                            200,
                            Optional.of("application/json"),
                            Secret.ofText("{\"a\":1}"),
                            Optional.of(Duration.ofMinutes(2))));
        }

        @Test
        void mayBeAsLargeAsTheBound() {
            PROVIDER.stubFor(get(anyUrl()).willReturn(aResponse().withBody("x".repeat(MAX_RESPONSE_SIZE))));

            assertThat(send(OutboundFixture.get(provider("/"))).body().length()).isEqualTo(MAX_RESPONSE_SIZE);
        }

        @Test
        void isNotShownByItsText() {
            PROVIDER.stubFor(get(anyUrl()).willReturn(aResponse().withBody(CANARY)));

            assertThat(send(OutboundFixture.get(provider("/")))).asString().doesNotContain(CANARY);
        }
    }

    @Nested
    class Redirections {

        @ParameterizedTest
        @ValueSource(ints = {301, 302, 303, 307, 308})
        void areNotFollowed(int status) {
            PROVIDER.stubFor(get(anyUrl())
                    .willReturn(aResponse().withStatus(status).withHeader("Location", provider("/elsewhere") + "")));

            assertThat(send(OutboundFixture.get(provider("/start"))).status()).isEqualTo(status);
            PROVIDER.verify(0, getRequestedFor(urlEqualTo("/elsewhere")));
        }
    }

    @Nested
    class Addresses {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "http://127.0.0.1:1/",
                    "http://localhost:{port}/",
                    "https://127.0.0.1:{port}/",
                    "http://127.0.0.1.example:{port}/",
                    "http://user:password@127.0.0.1:{port}/",
                    "http://169.254.169.254/",
                    "file:///etc/passwd",
                    "mailto:someone",
                    "/relative"
                })
        void otherThanThoseConfiguredAreNotAsked(String address) {
            URI uri = URI.create(address.replace("{port}", String.valueOf(PROVIDER.getPort())));

            try (JdkOutboundHttp http = OutboundFixture.http(provider("/"))) {
                assertFailsOf(Kind.NOT_ALLOWED, http.send(OutboundFixture.get(uri)));
            }
            PROVIDER.verify(0, getRequestedFor(anyUrl()));
        }

        @Test
        void areComparedWithoutRegardToCaseAndToTheSchemesOwnPort() {
            assertThat(HttpOrigin.of(URI.create("HTTPS://Login.Example/a?b=c")))
                    .isEqualTo(HttpOrigin.of(URI.create("https://login.example:443/")));
            assertThat(HttpOrigin.of(URI.create("http://login.example")))
                    .isEqualTo(HttpOrigin.of(URI.create("http://login.example:80/")));
        }
    }

    @Nested
    class Faults {

        @ParameterizedTest
        @EnumSource(Fault.class)
        void ofTheConnectionAreUnreachable(Fault fault) {
            PROVIDER.stubFor(any(anyUrl())
                    .willReturn(aResponse().withStatus(200).withBody(CANARY).withFault(fault)));

            try (JdkOutboundHttp http = OutboundFixture.http(provider("/"))) {
                assertFailsOf(Kind.UNREACHABLE, http.send(OutboundFixture.get(provider("/"))));
            }
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    CANARY + "\r\n\r\n",
                    "HTTP/1.1 two hundred\r\n\r\n",
                    "HTTP/1.1 200 OK\r\nContent-Length: " + CANARY + "\r\n\r\n",
                    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + CANARY + "\r\n",
                })
        void ofWhatIsNotHttpAreUnreachable(String nonsense) throws IOException {
            try (RawServer server = new RawServer(out -> {
                        Talk.saying(nonsense).to(out);
                        out.close();
                    });
                    JdkOutboundHttp http = OutboundFixture.http(server.uri())) {
                assertFailsOf(Kind.UNREACHABLE, http.send(OutboundFixture.get(server.uri())));
            }
        }

        @Test
        void ofABodyCutShortAreUnreachable() throws IOException {
            try (RawServer server = new RawServer(out -> {
                        Talk.saying("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"active\":true}")
                                .to(out);
                        out.close();
                    });
                    JdkOutboundHttp http = OutboundFixture.http(server.uri())) {
                assertFailsOf(Kind.UNREACHABLE, http.send(OutboundFixture.get(server.uri())));
            }
        }

        @Test
        void ofAPortWhereNobodyListensAreUnreachable() throws IOException {
            URI nobody;
            try (ServerSocket once = new ServerSocket(0)) {
                nobody = URI.create("http://127.0.0.1:" + once.getLocalPort() + "/");
            }

            try (JdkOutboundHttp http = OutboundFixture.http(nobody)) {
                assertFailsSaying("the connection was refused", http.send(OutboundFixture.get(nobody)));
            }
        }

        @Test
        void ofANameThatNobodyKnowsAreUnreachable() {
            URI unknown = URI.create("https://login.invalid/");

            try (JdkOutboundHttp http = OutboundFixture.http(unknown)) {
                assertFailsSaying("the host name is unknown", http.send(OutboundFixture.get(unknown)));
            }
        }

        @Test
        void ofAPortThatDoesNotSpeakTlsAreUnreachable() {
            URI plain = URI.create("https://127.0.0.1:" + PROVIDER.getPort() + "/");

            try (JdkOutboundHttp http = OutboundFixture.http(plain)) {
                assertFailsSaying("the port does not speak TLS", http.send(OutboundFixture.get(plain)));
            }
        }
    }

    @Nested
    class Time {

        private static final Duration SHORT = Duration.ofMillis(200);

        @Test
        void runsOutForAHeadThatDoesNotCome() {
            PROVIDER.stubFor(get(anyUrl()).willReturn(aResponse().withFixedDelay(60_000)));

            try (JdkOutboundHttp http = OutboundFixture.http(provider("/"))) {
                assertFailsOf(Kind.TIMED_OUT, http.send(OutboundFixture.get(provider("/"), SHORT)));
            }
        }

        @Test
        void runsOutForABodyThatDoesNotEndAndTheConnectionIsDropped() throws IOException {
            Talk stalling = Talk.saying("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n");
            try (RawServer server = new RawServer(stalling);
                    JdkOutboundHttp http = OutboundFixture.http(server.uri())) {
                assertFailsOf(Kind.TIMED_OUT, http.send(OutboundFixture.get(server.uri(), SHORT)));
                assertThat(server.hungUp()).succeedsWithin(OutboundFixture.TIMEOUT);
            }
        }
    }

    @Nested
    class TooMuch {

        @Test
        void isRefusedByOneByteMoreThanTheBound() {
            PROVIDER.stubFor(get(anyUrl()).willReturn(aResponse().withBody("x".repeat(MAX_RESPONSE_SIZE + 1))));

            try (JdkOutboundHttp http = OutboundFixture.http(provider("/"))) {
                assertFailsOf(Kind.TOO_LARGE, http.send(OutboundFixture.get(provider("/"))));
            }
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "Transfer-Encoding: chunked\r\n\r\n",
                    "Content-Length: 9000000000000000000\r\n\r\n",
                    "Connection: close\r\n\r\n"
                })
        void isRefusedOfABodyWithoutEndAndTheConnectionIsDropped(String rest) throws IOException {
            String piece = rest.contains("chunked") ? "400\r\n" + "x".repeat(1024) + "\r\n" : "x".repeat(1024);
            try (RawServer server = new RawServer(Talk.withoutEnd("HTTP/1.1 200 OK\r\n" + rest, piece));
                    JdkOutboundHttp http = OutboundFixture.http(server.uri())) {
                assertFailsOf(Kind.TOO_LARGE, http.send(OutboundFixture.get(server.uri())));
                assertThat(server.hungUp()).succeedsWithin(OutboundFixture.TIMEOUT);
            }
        }

        @Test
        void isAsMuchAsTheOptionSays() {
            PROVIDER.stubFor(get(anyUrl()).willReturn(aResponse().withBody("x".repeat(1025))));

            try (JdkOutboundHttp http = OutboundFixture.http(
                    new DefaultSslBundleRegistry(), Map.of("max-response-size", "1KB"), provider("/"))) {
                assertFailsOf(Kind.TOO_LARGE, http.send(OutboundFixture.get(provider("/"))));
            }
        }
    }

    @Nested
    class Proxies {

        private final URI provider = URI.create("http://login.invalid/path");

        @Test
        void areUsedWhereOneIsConfigured() {
            PROVIDER.stubFor(get(urlEqualTo("/path")).willReturn(aResponse().withStatus(299)));
            Map<String, String> options = Map.of("proxy", "127.0.0.1:" + PROVIDER.getPort(), "allow-http", "true");

            try (JdkOutboundHttp http = OutboundFixture.http(new DefaultSslBundleRegistry(), options, provider)) {
                assertThat(answer(http.send(OutboundFixture.get(provider))).status())
                        .isEqualTo(299);
            }
        }

        @Test
        void ofTheJvmAreNot() {
            ProxySelector before = ProxySelector.getDefault();
            ProxySelector.setDefault(ProxySelector.of(new InetSocketAddress("127.0.0.1", PROVIDER.getPort())));
            PROVIDER.stubFor(get(anyUrl()).willReturn(aResponse()));
            try (JdkOutboundHttp http =
                    OutboundFixture.http(new DefaultSslBundleRegistry(), Map.of("allow-http", "true"), provider)) {
                assertFailsOf(Kind.UNREACHABLE, http.send(OutboundFixture.get(provider)));
            } finally {
                ProxySelector.setDefault(before);
            }
        }
    }

    @Nested
    class Closing {

        @Test
        void mayBeDoneTwiceAndEndsIt() {
            JdkOutboundHttp http = OutboundFixture.http(provider("/"));

            http.close();
            http.close();

            assertFailsOf(Kind.UNREACHABLE, http.send(OutboundFixture.get(provider("/"))));
        }
    }

    private static URI provider(String path) {
        return URI.create("http://127.0.0.1:" + PROVIDER.getPort() + path);
    }

    private static OutboundResponse send(OutboundRequest request) {
        try (JdkOutboundHttp http = OutboundFixture.http(provider("/"))) {
            return answer(http.send(request));
        }
    }

    private static OutboundResponse answer(CompletionStage<OutboundResponse> stage) {
        return assertThat(stage.toCompletableFuture())
                .succeedsWithin(OutboundFixture.TIMEOUT)
                .actual();
    }

    private static void assertFailsSaying(String why, CompletionStage<OutboundResponse> stage) {
        assertFailsOf(Kind.UNREACHABLE, stage);
        assertThat(stage.toCompletableFuture())
                .failsWithin(OutboundFixture.TIMEOUT)
                .withThrowableOfType(ExecutionException.class)
                .havingCause()
                .withMessageEndingWith(": " + why);
    }

    private static void assertFailsOf(Kind kind, CompletionStage<OutboundResponse> stage) {
        assertThat(stage.toCompletableFuture())
                .failsWithin(OutboundFixture.TIMEOUT)
                .withThrowableOfType(ExecutionException.class)
                .havingCause()
                .isInstanceOfSatisfying(
                        OutboundFailure.class,
                        failure -> assertThat(failure.kind()).isEqualTo(kind))
                .withNoCause()
                .withMessageNotContainingAny(CANARY, "password", "user");
    }
}
