package org.sessiontoken.standalone;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.sessiontoken.value.AccountId;

/** Requests a session token over HTTP, as a head-end does. The program is ready only once this has succeeded. */
final class StartupCheck {

    private static final Duration RETRY_DELAY = Duration.ofMillis(50);

    private final URI httpUrl;
    private final OperatorSecret secret;
    private final Clock clock;
    private final Duration timeout;
    private final HttpClient http = HttpClient.newHttpClient();

    /**
     * A check of the adapter at this URL.
     *
     * @param timeout how long the check may take, with all retries
     */
    StartupCheck(URI httpUrl, OperatorSecret secret, Clock clock, Duration timeout) {
        this.httpUrl = httpUrl;
        this.secret = secret;
        this.clock = clock;
        this.timeout = timeout;
    }

    /**
     * Retries until a session token is issued.
     *
     * @throws TokenBrokerException if none is issued in time
     */
    void awaitToken() throws InterruptedException {
        long end = System.nanoTime() + timeout.toNanos();
        Optional<Integer> status = requestToken(timeout);
        while (!status.equals(Optional.of(200))) {
            Duration left = Duration.ofNanos(end - System.nanoTime());
            if (left.compareTo(RETRY_DELAY) <= 0) {
                throw new TokenBrokerException("no session token was issued within " + timeout.toSeconds()
                        + " s after the start ("
                        + status.map(code -> "HTTP status " + code).orElse("no HTTP response")
                        + "): see the log in the data folder");
            }
            Thread.sleep(RETRY_DELAY.toMillis());
            status = requestToken(left);
        }
    }

    private Optional<Integer> requestToken(Duration left) throws InterruptedException {
        String token = secret.mint(new AccountId("startup-check"), Optional.empty(), Duration.ofMinutes(1), clock);
        HttpRequest request = HttpRequest.newBuilder(httpUrl.resolve("/ags/getSessionToken"))
                .timeout(left)
                .header("Content-Type", "application/json")
                .header("x-auth-service-id", secret.authServiceId().value())
                .header("nv-tenant-id", secret.tenantId().value())
                .header("x-correlation-id", "startup-check")
                .POST(BodyPublishers.ofString(Banner.body(token)))
                .build();
        try {
            return Optional.of(http.send(request, BodyHandlers.discarding()).statusCode());
        } catch (IOException noResponse) {
            return Optional.empty();
        }
    }
}
