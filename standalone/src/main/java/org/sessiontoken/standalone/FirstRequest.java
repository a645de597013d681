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

/** Asks for a session token over HTTP as a head-end would: only once that has worked is everything said to be ready. */
final class FirstRequest {

    private static final Duration MAX_WAIT = Duration.ofSeconds(60);
    private static final Duration AGAIN = Duration.ofMillis(50);

    private final URI httpUrl;
    private final OperatorSecret secret;
    private final Clock clock;

    FirstRequest(URI httpUrl, OperatorSecret secret, Clock clock) {
        this.httpUrl = httpUrl;
        this.secret = secret;
        this.clock = clock;
    }

    void awaitAnswer() throws InterruptedException {
        HttpClient http = HttpClient.newHttpClient();
        long end = System.nanoTime() + MAX_WAIT.toNanos();
        int status = ask(http);
        while (status != 200) {
            if (System.nanoTime() > end) {
                throw new CannotStartException("no session token was issued within " + MAX_WAIT.toSeconds()
                        + " s of starting (HTTP status " + status + "): see the log in the data folder");
            }
            Thread.sleep(AGAIN.toMillis());
            status = ask(http);
        }
    }

    private int ask(HttpClient http) throws InterruptedException {
        String token = secret.mint(new AccountId("first-request"), Optional.empty(), Duration.ofMinutes(1), clock);
        HttpRequest request = HttpRequest.newBuilder(httpUrl.resolve("/ags/getSessionToken"))
                .timeout(MAX_WAIT)
                .header("Content-Type", "application/json")
                .header("x-auth-service-id", secret.authServiceId().value())
                .header("nv-tenant-id", secret.tenantId().value())
                .header("x-correlation-id", "first-request")
                .POST(BodyPublishers.ofString(Banner.body(token)))
                .build();
        try {
            return http.send(request, BodyHandlers.discarding()).statusCode();
        } catch (IOException notYet) {
            return 0;
        }
    }
}
