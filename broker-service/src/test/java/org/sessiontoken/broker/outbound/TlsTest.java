package org.sessiontoken.broker.outbound;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sessiontoken.sso.http.OutboundFailure;
import org.sessiontoken.sso.http.OutboundFailure.Kind;
import org.sessiontoken.sso.http.OutboundResponse;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslStoreBundle;

class TlsTest {

    private static final String UNKNOWN = "the certificate is not trusted: no trusted certificate vouches for it";

    @TempDir
    static Path folder;

    private static Certificates certificates;
    private static Path login;
    private static Path elsewhere;
    private static Path broker;

    private static WireMockServer provider;

    @BeforeAll
    static void start() throws Exception {
        certificates = new Certificates(folder);
        login = certificates.keyStore("login", "localhost");
        elsewhere = certificates.keyStore("elsewhere", "elsewhere.example");
        broker = certificates.keyStore("broker", "broker.example");
        provider = started(identifiedBy(login));
    }

    @AfterAll
    static void stop() {
        provider.stop();
    }

    @Test
    void refusesACertificateThatNobodyVouchesFor() {
        try (JdkOutboundHttp http = OutboundFixture.http(at(provider))) {
            assertNotTrusted(http, at(provider), UNKNOWN);
        }
    }

    @Test
    void takesACertificateThatTheNamedBundleTrusts() throws Exception {
        try (JdkOutboundHttp http = trusting(at(provider), login)) {
            assertAnswered(http, at(provider));
        }
    }

    @Test
    void refusesATrustedCertificateOfAnotherHost() throws Exception {
        WireMockServer impostor = started(identifiedBy(elsewhere));
        try (JdkOutboundHttp http = trusting(at(impostor), elsewhere)) {
            assertNotTrusted(http, at(impostor), "the certificate is not trusted: it is for another host");
        } finally {
            impostor.stop();
        }
    }

    @Test
    void showsTheBundlesOwnCertificateToAHostThatAsksForIt() throws Exception {
        WireMockServer strict = started(identifiedBy(login)
                .needClientAuth(true)
                .trustStoreType("PKCS12")
                .trustStorePath(certificates.trusting(broker).toString())
                .trustStorePassword(Certificates.PASSWORD));
        try (JdkOutboundHttp nameless = trusting(at(strict), login);
                JdkOutboundHttp known = OutboundFixture.http(
                        registry(bundle(broker, login)), Map.of("ssl-bundle", "provider"), at(strict))) {
            assertThat(nameless.send(OutboundFixture.get(at(strict))).toCompletableFuture())
                    .failsWithin(OutboundFixture.TIMEOUT)
                    .withThrowableOfType(ExecutionException.class)
                    .havingCause()
                    .withMessageContaining("it may ask for a certificate of the broker");
            assertAnswered(known, at(strict));
        } finally {
            strict.stop();
        }
    }

    @Test
    void takesUpABundleThatWasRenewed() throws Exception {
        DefaultSslBundleRegistry registry = registry(bundle(null, elsewhere));
        try (JdkOutboundHttp http = OutboundFixture.http(registry, Map.of("ssl-bundle", "provider"), at(provider))) {
            assertNotTrusted(http, at(provider), UNKNOWN);

            registry.updateBundle("provider", bundle(null, login));

            assertAnswered(http, at(provider));
        }
    }

    @Test
    void doesNotStartWhereTheJvmIsToldToTakeAnyHostsCertificate() {
        System.setProperty("jdk.internal.httpclient.disableHostnameVerification", "");
        try {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> OutboundFixture.http(at(provider)))
                    .withMessageContaining("disableHostnameVerification");
        } finally {
            System.clearProperty("jdk.internal.httpclient.disableHostnameVerification");
        }
    }

    private static WireMockConfiguration identifiedBy(Path keyStore) {
        return wireMockConfig()
                .bindAddress("127.0.0.1")
                .httpDisabled(true)
                .dynamicHttpsPort()
                .keystoreType("PKCS12")
                .keystorePath(keyStore.toString())
                .keystorePassword(Certificates.PASSWORD)
                .keyManagerPassword(Certificates.PASSWORD);
    }

    private static WireMockServer started(WireMockConfiguration configuration) {
        WireMockServer server = new WireMockServer(configuration);
        server.start();
        server.stubFor(get(anyUrl()).willReturn(aResponse()));
        return server;
    }

    private static URI at(WireMockServer server) {
        return URI.create("https://localhost:" + server.httpsPort() + "/");
    }

    private static JdkOutboundHttp trusting(URI address, Path keyStore) throws Exception {
        return OutboundFixture.http(registry(bundle(null, keyStore)), Map.of("ssl-bundle", "provider"), address);
    }

    private static DefaultSslBundleRegistry registry(SslBundle bundle) {
        return new DefaultSslBundleRegistry("provider", bundle);
    }

    private static SslBundle bundle(@Nullable Path own, Path trusted) throws Exception {
        return SslBundle.of(SslStoreBundle.of(
                own == null ? null : Certificates.load(own),
                Certificates.PASSWORD,
                Certificates.load(certificates.trusting(trusted))));
    }

    private static void assertAnswered(JdkOutboundHttp http, URI uri) {
        assertThat(http.send(OutboundFixture.get(uri)).toCompletableFuture())
                .succeedsWithin(OutboundFixture.TIMEOUT)
                .extracting(OutboundResponse::status)
                .isEqualTo(200);
    }

    private static void assertNotTrusted(JdkOutboundHttp http, URI uri, String why) {
        assertThat(http.send(OutboundFixture.get(uri)).toCompletableFuture())
                .failsWithin(OutboundFixture.TIMEOUT)
                .withThrowableOfType(ExecutionException.class)
                .havingCause()
                .isInstanceOfSatisfying(
                        OutboundFailure.class,
                        failure -> assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE))
                .withMessageEndingWith(": " + why);
    }
}
