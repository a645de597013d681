package org.sessiontoken.broker.outbound;

import static java.util.concurrent.CompletableFuture.failedFuture;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.sessiontoken.broker.outbound.OutboundFailure.Kind;
import org.sessiontoken.value.Secret;

/** HTTP by the JDK's client, within bounds. */
final class JdkOutboundHttp implements OutboundHttp {

    private static final String USER_AGENT = "session-token-broker";

    private final JdkClients clients;
    private final Set<Origin> origins;
    private final int maxResponseSize;
    private final Clock clock;

    JdkOutboundHttp(JdkClients clients, Set<Origin> origins, int maxResponseSize, Clock clock) {
        this.clients = clients;
        this.origins = origins;
        this.maxResponseSize = maxResponseSize;
        this.clock = clock;
    }

    @Override
    public CompletionStage<OutboundResponse> send(OutboundRequest request) {
        Origin origin = Origin.of(request.uri());
        if (!origins.contains(origin) || request.uri().getRawUserInfo() != null) {
            return failedFuture(new OutboundFailure(
                    Kind.NOT_ALLOWED, origin + " is not among the addresses that are configured: " + origins));
        }
        Optional<HttpClient> client = clients.current();
        if (client.isEmpty()) {
            return failedFuture(new OutboundFailure(Kind.UNREACHABLE, origin + ": the backend was closed"));
        }
        try {
            return exchange(client.get(), origin, request);
        } catch (IllegalArgumentException quotesTheRequest) {
            return failedFuture(
                    new OutboundFailure(Kind.NOT_ALLOWED, origin + ": the request is not one that can be sent"));
        }
    }

    /**
     * The timeout is our own: the JDK's ends with the last header, and a body may still come for ever. Only what fails is
     * passed to another thread, since the JDK has a single one for all its timeouts.
     */
    private CompletionStage<OutboundResponse> exchange(HttpClient client, Origin origin, OutboundRequest request) {
        CompletableFuture<HttpResponse<Secret>> exchange =
                client.sendAsync(toHttpRequest(request), new BoundedBody.ForEachAnswer(origin, maxResponseSize));
        return exchange.copy()
                .orTimeout(request.timeout().toMillis(), TimeUnit.MILLISECONDS)
                .thenApply(this::toResponse)
                .exceptionallyComposeAsync(failure -> {
                    exchange.cancel(true);
                    return failedFuture(Failures.translate(origin, failure));
                });
    }

    private static HttpRequest toHttpRequest(OutboundRequest request) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(request.uri())
                .method(
                        request.method(),
                        request.body().length() == 0
                                ? BodyPublishers.noBody()
                                : BodyPublishers.ofByteArray(request.body().bytes()))
                .setHeader("User-Agent", USER_AGENT);
        request.headers().forEach((name, value) -> builder.setHeader(name, value.text()));
        return builder.build();
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

    @Override
    public void close() {
        clients.release();
    }
}
