package org.sessiontoken.broker.outbound;

import static java.util.concurrent.CompletableFuture.failedFuture;

import io.micrometer.observation.Observation;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.sessiontoken.sso.http.OutboundFailure;
import org.sessiontoken.sso.http.OutboundFailure.Kind;
import org.sessiontoken.sso.http.OutboundHttp;
import org.sessiontoken.sso.http.OutboundRequest;
import org.sessiontoken.sso.http.OutboundResponse;
import org.sessiontoken.value.Secret;

/** HTTP with the JDK's client, to some origins only. Safe for all threads. */
final class JdkOutboundHttp implements OutboundHttp, AutoCloseable {

    private static final String USER_AGENT = "session-token-broker";

    private final JdkClients clients;
    private final AllowedOrigins origins;
    private final int maxResponseSize;
    private final OutboundSpans spans;
    private final Clock clock;

    JdkOutboundHttp(JdkClients clients, AllowedOrigins origins, int maxResponseSize, OutboundSpans spans, Clock clock) {
        this.clients = clients;
        this.origins = origins;
        this.maxResponseSize = maxResponseSize;
        this.spans = spans;
        this.clock = clock;
    }

    @Override
    public CompletionStage<OutboundResponse> send(OutboundRequest request) {
        HttpOrigin origin = HttpOrigin.of(request.uri());
        if (!origins.allow(request.uri())) {
            return failedFuture(new OutboundFailure(
                    Kind.NOT_ALLOWED, origin + " is not one of the configured addresses: " + origins));
        }
        Optional<HttpClient> client = clients.current();
        if (client.isEmpty()) {
            return failedFuture(new OutboundFailure(Kind.UNREACHABLE, origin + ": the backend was closed"));
        }
        try {
            return exchange(client.get(), origin, request);
        } catch (IllegalArgumentException quotesTheRequest) {
            return failedFuture(new OutboundFailure(Kind.NOT_ALLOWED, origin + ": the request cannot be sent"));
        }
    }

    /**
     * The timeout is our own, since the JDK's timeout ends with the last header, and a body may then go on for ever. Failures
     * are passed to another thread, since the JDK has a single thread for all timeouts.
     */
    private CompletionStage<OutboundResponse> exchange(HttpClient client, HttpOrigin origin, OutboundRequest request) {
        HttpRequest.Builder sent = toHttpRequest(request);
        Observation call = spans.begin(request, sent);
        CompletableFuture<HttpResponse<Secret>> exchange =
                client.sendAsync(sent.build(), new BoundedBody.OfEachResponse(origin, maxResponseSize));
        CompletionStage<OutboundResponse> response = exchange.copy()
                .orTimeout(request.timeout().toMillis(), TimeUnit.MILLISECONDS)
                .thenApply(this::toResponse)
                .exceptionallyComposeAsync(failure -> {
                    exchange.cancel(true);
                    return failedFuture(JdkHttpFailures.translate(origin, failure));
                });
        return call.isNoop()
                ? response
                : response.whenComplete((answer, failure) -> OutboundSpans.end(call, answer, failure));
    }

    private static HttpRequest.Builder toHttpRequest(OutboundRequest request) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(request.uri())
                .method(
                        request.method(),
                        request.body().length() == 0
                                ? BodyPublishers.noBody()
                                : BodyPublishers.ofByteArray(request.body().bytes()))
                .setHeader("User-Agent", USER_AGENT);
        request.headers().forEach((name, value) -> builder.setHeader(name, value.text()));
        return builder;
    }

    private OutboundResponse toResponse(HttpResponse<Secret> response) {
        return new OutboundResponse(
                response.statusCode(),
                response.headers().firstValue("Content-Type").map(JdkOutboundHttp::mediaType),
                response.body(),
                response.headers().firstValue("Retry-After").flatMap(text -> RetryAfter.parse(text, clock.instant())));
    }

    private static String mediaType(String contentType) {
        int parameters = contentType.indexOf(';');
        String type = parameters < 0 ? contentType : contentType.substring(0, parameters);
        return type.strip().toLowerCase(Locale.ROOT);
    }

    /** Lets each further request fail. May be called more than once. */
    @Override
    public void close() {
        clients.release();
    }
}
