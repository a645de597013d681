package org.sessiontoken.faults.load;

import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.faults.checker.Call;
import org.sessiontoken.faults.checker.Call.By;
import org.sessiontoken.faults.checker.Call.Ending;
import org.sessiontoken.faults.load.Balancer.Adapter;
import org.sessiontoken.faults.processes.AuthServices;
import org.sessiontoken.faults.processes.Deployment;
import tools.jackson.databind.json.JsonMapper;

/** Head-ends behind a load balancer. Each call has a correlation ID of its own; none is made twice. */
public final class HttpCallers implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final Duration deadline;
    private final String body;
    private final History history;
    private final Balancer balancer;
    private final String prefix;
    private final Pacer pacer;

    /**
     * Begins to call.
     *
     * @param prefix begins all correlation IDs
     * @param random decides which auth services are asked
     */
    public HttpCallers(Deployment deployment, String prefix, int perSecond, Random random, History history) {
        this.deadline = deployment.topology().adapterDeadline();
        this.body = "{\"parameters\":[{\"name\":\"OperatorAuthToken\",\"value\":\""
                + deployment.keys().operatorToken() + "\"}]}";
        this.history = history;
        this.prefix = prefix;
        this.balancer = new Balancer(deployment.adapters());
        // The balancer has looked once before the first call.
        balancer.awaitLook();
        this.pacer = new Pacer("http-callers", perSecond, random, this::call);
    }

    private void call(int number, AuthServices service) {
        Started started = new Started(prefix + number, service, Instant.now(), System.nanoTime());
        history.begun();
        Optional<Adapter> adapter = balancer.next();
        if (adapter.isEmpty()) {
            history.ended(started.ended("balancer", Ending.REFUSED, "none-ready", null));
            return;
        }
        HttpRequest request = HttpRequest.newBuilder(adapter.get().address().resolve("/ags/getSessionToken"))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .header("x-correlation-id", started.correlationId)
                .header("x-auth-service-id", service.id())
                .header("nv-tenant-id", Deployment.TENANT)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        client.sendAsync(request, HttpResponse.BodyHandlers.ofString())
                .whenComplete((response, failure) -> history.ended(
                        failure == null
                                ? answered(started, adapter.get().name(), response)
                                : failed(started, adapter.get().name(), failure)));
    }

    private static Call answered(Started started, String adapter, HttpResponse<String> response) {
        int status = response.statusCode();
        String code = Integer.toString(status);
        return switch (status) {
            case 200 -> started.ended(adapter, Ending.OK, code, Hashes.of(token(response.body())));
            case 429, 503 -> started.ended(adapter, Ending.REFUSED, code, null);
            case 400, 401, 403 -> started.ended(adapter, Ending.ANSWERED, code, null);
            default -> started.ended(adapter, Ending.UNKNOWN, code, null);
        };
    }

    private static String token(String body) {
        return JSON.readTree(body).path("sessionToken").asString();
    }

    private static Call failed(Started started, String adapter, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException) {
                return started.ended(adapter, Ending.REFUSED, "not-listening", null);
            }
        }
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        return started.ended(adapter, Ending.UNKNOWN, cause.getClass().getSimpleName(), null);
    }

    /** A call that has not ended. */
    private final class Started {
        private final String correlationId;
        private final AuthServices service;
        private final Instant at;
        private final long nanos;

        Started(String correlationId, AuthServices service, Instant at, long nanos) {
            this.correlationId = correlationId;
            this.service = service;
            this.at = at;
            this.nanos = nanos;
        }

        Call ended(String via, Ending ending, String code, @Nullable String tokenHash) {
            return new Call(
                    correlationId,
                    By.HTTP,
                    via,
                    service.id(),
                    at,
                    Duration.ofNanos(System.nanoTime() - nanos),
                    deadline,
                    ending,
                    code,
                    tokenHash,
                    false);
        }
    }

    /** Makes no further calls; those that are open end as they may. */
    public void stopCalling() {
        pacer.close();
    }

    @Override
    public void close() {
        pacer.close();
        balancer.close();
    }
}
