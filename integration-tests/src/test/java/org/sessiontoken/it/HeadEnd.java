package org.sessiontoken.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An operator's head-end: asks one adapter over HTTP. */
record HeadEnd(URI adapter, OperatorKeys keys) {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final JsonMapper JSON = new JsonMapper();

    boolean isReady() {
        return send(HttpRequest.newBuilder(adapter.resolve("/actuator/health/readiness")))
                        .join()
                        .statusCode()
                == 200;
    }

    /** Asks the shared-secret auth service with a good token. */
    CompletableFuture<HttpResponse<String>> askWithGoodToken(String correlationId) {
        return ask(Deployment.SHARED_SECRET, correlationId, "OperatorAuthToken", keys.operatorToken());
    }

    HttpResponse<String> ask(String authService, String parameter, String value) {
        return ask(authService, "it-correlation", parameter, value).join();
    }

    CompletableFuture<HttpResponse<String>> ask(
            String authService, String correlationId, String parameter, String value) {
        return send(request(authService, correlationId, body(parameter, value)));
    }

    HttpRequest.Builder request(String authService, String correlationId, String body) {
        return HttpRequest.newBuilder(adapter.resolve("/ags/getSessionToken"))
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", "application/json")
                .header("x-auth-service-id", authService)
                .header("x-correlation-id", correlationId)
                .header("nv-tenant-id", OperatorKeys.TENANT)
                .POST(BodyPublishers.ofString(body));
    }

    HttpResponse<String> discover(String tenant) {
        return send(HttpRequest.newBuilder(adapter.resolve("/ags/servicediscovery"))
                        .header("nv-tenant-id", tenant))
                .join();
    }

    CompletableFuture<HttpResponse<String>> send(HttpRequest.Builder request) {
        return HTTP.sendAsync(request.build(), BodyHandlers.ofString());
    }

    String get(String path) {
        try {
            return HTTP.send(HttpRequest.newBuilder(adapter.resolve(path)).build(), BodyHandlers.ofString())
                    .body();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    static String body(String parameter, String value) {
        return JSON.writeValueAsString(
                java.util.Map.of("parameters", java.util.List.of(java.util.Map.of("name", parameter, "value", value))));
    }

    static JsonNode json(HttpResponse<String> response) {
        return JSON.readTree(response.body());
    }

    static String token(HttpResponse<String> response) {
        return json(response).path("sessionToken").asString("");
    }
}
