package org.sessiontoken.adapter.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.sessiontoken.adapter.server.ConnectionDrain;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** HTTPS, and what a caller may hold of it. */
class TlsTest {

    @TempDir
    private static Path folder;

    private static Certificates authority;
    private static Certificates strangers;

    @BeforeAll
    static void issue() {
        authority = Certificates.at(folder.resolve("authority.p12"));
        List.of("first", "second", "third", "client").forEach(authority::issue);
        strangers = Certificates.at(folder.resolve("strangers.p12"));
        strangers.issue("stranger");
    }

    private static Path mounted(String name, String certificate) throws IOException {
        Path secret = Files.createDirectory(folder.resolve(name));
        mount(secret, certificate);
        return secret;
    }

    private static void mount(Path secret, String certificate) throws IOException {
        TlsAdapter.mount(
                secret, authority.certificatePem(certificate), authority.keyPem(certificate), authority.authorityPem());
    }

    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    @ExtendWith(OutputCaptureExtension.class)
    class WithACertificateOfItsOwn {

        private final Path secret = mounted("own", "first");
        private final TlsAdapter adapter = TlsAdapter.start(secret, "management.server.port=0");

        WithACertificateOfItsOwn() throws IOException {}

        @AfterAll
        void stop() {
            adapter.close();
        }

        @Test
        void theAdapterAnswersAndTellsBrowsersToComeByTlsAlways() throws IOException, InterruptedException {
            HttpResponse<String> answer = adapter.ask(authority.client());

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
            assertThat(answer.headers().firstValue("Strict-Transport-Security")).hasValue("max-age=31536000");
            assertThatThrownBy(() -> adapter.ask(strangers.client())).isInstanceOf(SSLException.class);
        }

        @Test
        void whatTomcatRefusesByItselfHasTheSameHeaders() throws IOException {
            try (SSLSocket socket = adapter.connect(authority.client())) {
                assertThat(TlsAdapter.exchange(socket, "GET /| HTTP/1.1\r\nHost: a\r\n\r\n"))
                        .startsWith("HTTP/1.1 400 ")
                        .contains("Strict-Transport-Security: max-age=31536000", "X-Content-Type-Options: nosniff");
            }
        }

        @Test
        void whoeverSpeaksPlainHttpIsToldSoWithoutTheNameOfTheServer() throws IOException {
            try (Socket plain = adapter.connectPlain()) {
                assertThat(TlsAdapter.exchange(plain, "GET / HTTP/1.1\r\nHost: a\r\n\r\n"))
                        .startsWith("HTTP/1.1 400 ")
                        .contains("requires TLS")
                        .doesNotContainIgnoringCase("tomcat");
            }
        }

        @Test
        void managementStaysWithoutTls() {
            assertThat(adapter.adapter()
                            .send(adapter.adapter().toManagement("/actuator/health/liveness"))
                            .statusCode())
                    .isEqualTo(200);
        }

        @Test
        void anotherOneIsUsedWithoutARestartAndConnectionsThatThereAreGoOn() throws IOException {
            mount(secret, "first");
            awaitShown("first");
            try (SSLSocket old = adapter.connect(authority.client())) {
                mount(secret, "second");
                awaitShown("second");
                mount(secret, "third");
                awaitShown("third");

                assertThat(TlsAdapter.exchange(old, TlsAdapter.REQUEST + "Connection: close\r\n\r\n" + TlsAdapter.BODY))
                        .startsWith("HTTP/1.1 200 ");
            }
        }

        @Test
        void halfOfAPairIsNotUsed(CapturedOutput output) throws IOException {
            mount(secret, "first");
            awaitShown("first");
            TlsAdapter.mount(
                    secret, authority.certificatePem("second"), authority.keyPem("third"), authority.authorityPem());
            await().until(() -> refusals(output) == 1);
            assertThat(adapter.shown(authority.client())).isEqualTo(authority.certificate("first"));

            String cut = authority.keyPem("second").substring(0, 60);
            TlsAdapter.mount(secret, authority.certificatePem("second"), cut, authority.authorityPem());
            await().until(() -> refusals(output) == 2);
            assertThat(adapter.shown(authority.client())).isEqualTo(authority.certificate("first"));

            mount(secret, "second");
            awaitShown("second");
            assertThat(output.getAll()).doesNotContain(cut.substring(30));
        }

        private long refusals(CapturedOutput output) {
            return output.getAll()
                    .lines()
                    .filter(line -> line.contains("The changed files are refused"))
                    .count();
        }

        private void awaitShown(String name) {
            await().ignoreExceptions()
                    .untilAsserted(
                            () -> assertThat(adapter.shown(authority.client())).isEqualTo(authority.certificate(name)));
        }
    }

    @Test
    void callersNeedACertificateWhereTheOperatorSaysSo() throws IOException, InterruptedException {
        try (TlsAdapter adapter = TlsAdapter.start(mounted("need", "first"), "server.ssl.client-auth=need")) {
            assertThat(adapter.ask(authority.client(authority, "client")).statusCode())
                    .isEqualTo(200);
            assertThatThrownBy(() -> adapter.ask(authority.client())).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> adapter.ask(authority.client(strangers, "stranger")))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void callersMayShowACertificateWhereTheOperatorSaysSo() throws IOException, InterruptedException {
        try (TlsAdapter adapter = TlsAdapter.start(mounted("want", "first"), "server.ssl.client-auth=want")) {
            assertThat(adapter.ask(authority.client(authority, "client")).statusCode())
                    .isEqualTo(200);
            assertThat(adapter.ask(authority.client()).statusCode()).isEqualTo(200);
            assertThatThrownBy(() -> adapter.ask(authority.client(strangers, "stranger")))
                    .isInstanceOf(IOException.class);
        }
    }

    /** Each pause of the last four is short, so that what ends the connection is the time that all of it takes. */
    @Test
    void aHandshakeThatNeverEndsHoldsNoThreadAndNoPlace() throws Exception {
        byte[] hello = clientHello();
        try (TlsAdapter adapter = TlsAdapter.start(
                        mounted("handshake", "first"),
                        "server.tomcat.connection-timeout=2s",
                        "ags.adapter.max-connections-per-address=13");
                Sockets slow = new Sockets()) {
            for (int i = 0; i < 12; i++) {
                Socket socket = slow.add(adapter.connectPlain());
                if (i >= 4 && i < 8) {
                    socket.getOutputStream().write(hello, 0, hello.length / 2);
                }
            }
            // Four threads would be too few if each of the twelve held one.
            assertThat(adapter.ask(authority.client()).statusCode()).isEqualTo(200);

            slow.awaitEnd(8, hello);

            // The address has all its places again.
            for (int i = 0; i < 12; i++) {
                slow.add(adapter.connect(authority.client()));
            }
        }
    }

    private static byte[] clientHello() throws Exception {
        SSLEngine engine = authority.client().createSSLEngine("localhost", 443);
        engine.setUseClientMode(true);
        ByteBuffer hello = ByteBuffer.allocate(64 * 1024);
        engine.wrap(ByteBuffer.allocate(0), hello);
        return Arrays.copyOf(hello.array(), hello.position());
    }

    /** With a longer timeout, a thread that waits for a caller who does not read waits for as long as this test takes. */
    @Test
    void callersThatDoNotReadHoldUpNobody() throws IOException, InterruptedException {
        List<String> requests =
                List.of("GET /openapi.yaml HTTP/1.1\r\nHost: a\r\n\r\n", TlsAdapter.REQUEST + "\r\n" + TlsAdapter.BODY);
        try (TlsAdapter adapter = TlsAdapter.start(mounted("unread", "first"), "server.tomcat.connection-timeout=10m");
                Sockets slow = new Sockets()) {
            for (int i = 0; i < 24; i++) {
                slow.add(adapter.connect(authority.client()))
                        .getOutputStream()
                        .write(requests.get(i % 2).repeat(120).getBytes(StandardCharsets.US_ASCII));
            }
            for (int i = 0; i < 20; i++) {
                assertThat(adapter.ask(authority.client()).statusCode()).isEqualTo(200);
            }
        }
    }

    @Test
    void aBodyThatDoesNotComeIsRefusedAndAHeadThatIsTooLargeToo() throws IOException {
        try (TlsAdapter adapter = TlsAdapter.start(mounted("body", "first"), "server.tomcat.connection-timeout=1s");
                SSLSocket body = adapter.connect(authority.client());
                SSLSocket head = adapter.connect(authority.client())) {
            assertThat(TlsAdapter.exchange(head, TlsAdapter.REQUEST + "x: " + "x".repeat(17_000) + "\r\n\r\n"))
                    .startsWith("HTTP/1.1 431 ");
            assertThat(TlsAdapter.exchange(body, TlsAdapter.REQUEST + "\r\n{")).startsWith("HTTP/1.1 408 ");
        }
    }

    @Test
    void answersEndTheirConnectionsWhileTheAdapterStops() throws IOException {
        TlsAdapter adapter = TlsAdapter.start(mounted("stop", "first"), "ags.adapter.shutdown-grace-period=6s");
        try (SSLSocket kept = adapter.connect(authority.client())) {
            CompletableFuture<Void> stopped = CompletableFuture.runAsync(adapter::close);
            ConnectionDrain drain = adapter.adapter().bean(ConnectionDrain.class);
            await().until(drain::isStopping);

            assertThat(TlsAdapter.exchange(kept, TlsAdapter.REQUEST + "\r\n" + TlsAdapter.BODY))
                    .startsWith("HTTP/1.1 200 ")
                    .contains("Connection: close");
            assertThat(stopped).succeedsWithin(Duration.ofSeconds(40));
        }
    }

    /** Connections that are closed with the test. */
    private static final class Sockets implements AutoCloseable {

        private final List<Socket> sockets = new ArrayList<>();

        Socket add(Socket socket) {
            sockets.add(socket);
            return socket;
        }

        /** Sends one byte after the other on those from this one on, until the adapter has closed all of them. */
        void awaitEnd(int first, byte[] drops) {
            AtomicInteger sent = new AtomicInteger();
            await().pollInSameThread().atMost(Duration.ofSeconds(30)).until(() -> {
                byte drop = drops[sent.getAndIncrement()];
                sockets.subList(first, sockets.size()).forEach(socket -> trySend(socket, drop));
                return sockets.stream().allMatch(Sockets::isClosed);
            });
        }

        private static void trySend(Socket socket, byte drop) {
            try {
                socket.getOutputStream().write(drop);
            } catch (IOException closed) {
                // That is what is waited for.
            }
        }

        private static boolean isClosed(Socket socket) {
            try {
                socket.setSoTimeout(1);
                return socket.getInputStream().read() < 0;
            } catch (SocketTimeoutException open) {
                return false;
            } catch (IOException reset) {
                return true;
            }
        }

        @Override
        public void close() throws IOException {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }
}
