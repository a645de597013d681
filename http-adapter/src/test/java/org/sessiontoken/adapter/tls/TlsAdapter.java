package org.sessiontoken.adapter.tls;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.sessiontoken.adapter.AdapterUnderTest;
import org.sessiontoken.adapter.sessiontoken.ScriptedBroker;

/** An adapter that speaks TLS, with a folder of certificates as Kubernetes mounts a secret. */
final class TlsAdapter implements AutoCloseable {

    static final String BODY = "{\"parameters\":[]}";
    static final String REQUEST = "POST /ags/getSessionToken HTTP/1.1\r\nHost: a\r\nx-auth-service-id: a\r\n"
            + "nv-tenant-id: t\r\nContent-Length: 17\r\n";

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final AdapterUnderTest adapter;

    private TlsAdapter(AdapterUnderTest adapter) {
        this.adapter = adapter;
    }

    /** Starts the adapter with the certificate in a folder; the clients' authority is in it, too. */
    static TlsAdapter start(Path secret, String... more) {
        List<String> settings = new ArrayList<>(List.of(
                "server.ssl.bundle=web",
                "spring.ssl.bundle.pem.web.keystore.certificate=" + secret.resolve("tls.crt"),
                "spring.ssl.bundle.pem.web.keystore.private-key=" + secret.resolve("tls.key"),
                "spring.ssl.bundle.pem.web.truststore.certificate=" + secret.resolve("ca.crt")));
        settings.addAll(List.of(more));
        return new TlsAdapter(AdapterUnderTest.start(new ScriptedBroker(), settings.toArray(String[]::new)));
    }

    /** Replaces what is in the secret as Kubernetes does: all at once, by a symbolic link. */
    static void mount(Path secret, String certificate, String key, String authority) throws IOException {
        Path version = Files.createTempDirectory(secret, "..");
        write(version.resolve("tls.crt"), certificate);
        write(version.resolve("tls.key"), key);
        write(version.resolve("ca.crt"), authority);
        Path next = Files.createSymbolicLink(secret.resolve("..data_tmp"), version.getFileName());
        Files.move(next, secret.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
        for (String name : List.of("tls.crt", "tls.key", "ca.crt")) {
            if (!Files.exists(secret.resolve(name))) {
                Files.createSymbolicLink(secret.resolve(name), Path.of("..data", name));
            }
        }
    }

    static void write(Path file, String text) throws IOException {
        Files.writeString(file, text);
    }

    AdapterUnderTest adapter() {
        return adapter;
    }

    HttpResponse<String> ask(SSLContext client) throws IOException, InterruptedException {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(client)
                .build()
                .send(
                        HttpRequest.newBuilder(
                                        URI.create("https://localhost:" + adapter.port() + "/ags/getSessionToken"))
                                .timeout(TIMEOUT)
                                .header("x-auth-service-id", "a")
                                .header("nv-tenant-id", "t")
                                .POST(HttpRequest.BodyPublishers.ofString(BODY))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    /** A connection on which the handshake is done. */
    SSLSocket connect(SSLContext client) throws IOException {
        SSLSocket socket =
                (SSLSocket) client.getSocketFactory().createSocket(connectPlain(), "localhost", adapter.port(), true);
        socket.startHandshake();
        return socket;
    }

    /** A connection on which nothing was sent. */
    Socket connectPlain() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), adapter.port());
        socket.setSoTimeout((int) TIMEOUT.toMillis());
        return socket;
    }

    /** The certificate that a new connection is shown. */
    Certificate shown(SSLContext client) throws IOException {
        try (SSLSocket socket = connect(client)) {
            return socket.getSession().getPeerCertificates()[0];
        }
    }

    /** Sends a request, and reads until the adapter closes the connection. */
    static String exchange(Socket connection, String request) throws IOException {
        connection.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        adapter.close();
    }
}
