package org.sessiontoken.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sessiontoken.keys.DevelopmentKeys;
import org.sessiontoken.value.AuthServiceId;
import org.sessiontoken.value.TenantId;

@Timeout(30)
class StartupCheckTest {

    private final AtomicInteger looks = new AtomicInteger();
    private final OperatorSecret secret = new OperatorSecret(
            new AuthServiceId("operator-jwt"),
            new TenantId("demo"),
            DevelopmentKeys.generate("dev-operator", "HS256", 32));
    private int looksUntilReady = 0;
    private HttpServer server;

    @BeforeEach
    void open() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    @Test
    void retriesUntilATokenIsIssued() throws InterruptedException {
        AtomicInteger requests = new AtomicInteger();
        server.createContext("/ags/getSessionToken", exchange -> {
            exchange.sendResponseHeaders(requests.incrementAndGet() < 3 ? 503 : 200, -1);
            exchange.close();
        });
        server.start();

        check(Duration.ofSeconds(20)).await();

        assertThat(requests).hasValue(3);
    }

    @Test
    void endsWithTheLastStatusWhenNoTokenIsIssuedInTime() {
        server.createContext("/ags/getSessionToken", exchange -> {
            exchange.sendResponseHeaders(503, -1);
            exchange.close();
        });
        server.start();

        assertThatThrownBy(() -> check(Duration.ofSeconds(5)).await())
                .isInstanceOf(TokenBrokerException.class)
                .hasMessageContainingAll("no session token was issued", "HTTP status 503");
    }

    @Test
    void waitsUntilTheServicesAreReadyToo() throws InterruptedException {
        looksUntilReady = 2;
        issueTokens();

        check(Duration.ofSeconds(20)).await();

        assertThat(looks).hasValue(3);
    }

    @Test
    void endsWhenTokensAreIssuedButTheServicesAreNeverReady() {
        looksUntilReady = Integer.MAX_VALUE;
        issueTokens();

        assertThatThrownBy(() -> check(Duration.ofSeconds(1)).await())
                .isInstanceOf(TokenBrokerException.class)
                .hasMessageContaining("the services were not ready within 1 s");
    }

    private void issueTokens() {
        server.createContext("/ags/getSessionToken", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
    }

    @Test
    void endsWhenTheServerNeverResponds() {
        // The server accepts connections and has no thread that reads from them, since it is not started.
        assertThatThrownBy(() -> check(Duration.ofMillis(300)).await())
                .isInstanceOf(TokenBrokerException.class)
                .hasMessageContaining("no HTTP response");
    }

    private StartupCheck check(Duration timeout) {
        URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        return new StartupCheck(
                url, secret, Clock.systemUTC(), timeout, () -> looks.incrementAndGet() > looksUntilReady);
    }
}
