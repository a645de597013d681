package org.sessiontoken.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/**
 * An address at which session tokens are requested over HTTP.
 *
 * @param port on loopback
 * @param tenant the tenant of the auth services
 * @param body the request's body: parameters with a token that the tenant's auth services accept
 */
record Front(int port, String tenant, String body) {

    private static final String PATH = "/ags/getSessionToken";
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    HttpLoad load(String authService) {
        return HttpLoad.post(port, PATH, Map.of("x-auth-service-id", authService, "nv-tenant-id", tenant), body);
    }

    void awaitAnswer(String authService) {
        Await.until(
                "port " + port + " answers a request for a token with 200",
                Duration.ofMillis(250),
                () -> ask(authService) == Load.OK);
    }

    /** Requests one token, and returns the status of the answer, or 0 if there is none. */
    int ask(String authService) {
        return status(to(PATH).header("Content-Type", "application/json")
                .header("x-auth-service-id", authService)
                .header("x-correlation-id", "benchmark-0000")
                .header("nv-tenant-id", tenant)
                .POST(BodyPublishers.ofString(body)));
    }

    /** Whether the readiness probe, which answers 503 otherwise, says that it is UP. */
    boolean isReady() {
        return status(to("/actuator/health/readiness").GET()) == Load.OK;
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    private static int status(HttpRequest.Builder request) {
        try {
            return CLIENT.send(request.build(), BodyHandlers.discarding()).statusCode();
        } catch (IOException notYet) {
            return 0;
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
