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
import java.util.function.BooleanSupplier;
import org.sessiontoken.value.AccountId;

/**
 * Requests a session token over HTTP, as a head-end does, and asks the services whether they are ready, as a load balancer
 * does. The program is ready only once both have succeeded: the first token may be issued before the adapter has looked
 * whether requests can be answered.
 */
final class StartupCheck {

    private static final Duration RETRY_DELAY = Duration.ofMillis(50);

    private final URI httpUrl;
    private final OperatorSecret secret;
    private final Clock clock;
    private final Duration timeout;
    private final BooleanSupplier ready;
    private final HttpClient http = HttpClient.newHttpClient();

    /**
     * A check of the adapter at this URL.
     *
     * @param timeout how long the check may take, with all retries
     * @param ready whether all services are ready
     */
    StartupCheck(URI httpUrl, OperatorSecret secret, Clock clock, Duration timeout, BooleanSupplier ready) {
        this.httpUrl = httpUrl;
        this.secret = secret;
        this.clock = clock;
        this.timeout = timeout;
        this.ready = ready;
    }

    /**
     * Retries until a session token is issued and the services are ready.
     *
     * @throws TokenBrokerException if that takes too long
     */
    void await() throws InterruptedException {
        long end = System.nanoTime() + timeout.toNanos();
        Optional<Integer> status = requestToken(timeout);
        while (!status.equals(Optional.of(200))) {
            Duration left = pause(
                    end,
                    "no session token was issued within " + timeout.toSeconds() + " s after the start ("
                            + status.map(code -> "HTTP status " + code).orElse("no HTTP response") + ")");
            Optional<Integer> last = status;
            // The last attempt may be cut off by the end of the time, and tells nothing then.
            status = requestToken(left).or(() -> last);
        }
        while (!ready.getAsBoolean()) {
            pause(
                    end,
                    "a session token was issued, but the services were not ready within " + timeout.toSeconds()
                            + " s after the start");
        }
    }

    /** Returns the time that is left. */
    private static Duration pause(long end, String missing) throws InterruptedException {
        Duration left = Duration.ofNanos(end - System.nanoTime());
        if (left.compareTo(RETRY_DELAY) <= 0) {
            throw new TokenBrokerException(missing + ": see the log in the data folder");
        }
        Thread.sleep(RETRY_DELAY.toMillis());
        return left.minus(RETRY_DELAY);
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
