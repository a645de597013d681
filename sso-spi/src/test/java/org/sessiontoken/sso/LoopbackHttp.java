package org.sessiontoken.sso;

import static java.util.concurrent.CompletableFuture.failedFuture;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.sessiontoken.sso.http.OutboundFailure;
import org.sessiontoken.sso.http.OutboundFailure.Kind;
import org.sessiontoken.sso.http.OutboundHttp;
import org.sessiontoken.sso.http.OutboundRequest;
import org.sessiontoken.sso.http.OutboundResponse;
import org.sessiontoken.value.Secret;

/** HTTP to servers that a test runs on this host, with the failures that the broker's own HTTP reports. */
final class LoopbackHttp implements OutboundHttp {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final int maxResponseSize;
    private final Set<String> authorities;

    LoopbackHttp(int maxResponseSize, URI... addresses) {
        this.maxResponseSize = maxResponseSize;
        this.authorities = Arrays.stream(addresses).map(URI::getAuthority).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public CompletionStage<OutboundResponse> send(OutboundRequest request) {
        if (!authorities.contains(request.uri().getAuthority())) {
            return failure(Kind.NOT_ALLOWED);
        }
        if (!LOOPBACK.contains(request.uri().getHost())) {
            return failure(Kind.UNREACHABLE);
        }
        HttpRequest.Builder http = HttpRequest.newBuilder(request.uri())
                .method(
                        request.method(),
                        BodyPublishers.ofByteArray(request.body().bytes()));
        request.headers().forEach((name, value) -> http.setHeader(name, value.text()));
        return client.sendAsync(http.build(), BodyHandlers.ofInputStream())
                .thenApplyAsync(this::read)
                .orTimeout(request.timeout().toMillis(), TimeUnit.MILLISECONDS)
                .exceptionallyCompose(LoopbackHttp::failed);
    }

    private OutboundResponse read(HttpResponse<InputStream> response) {
        try (InputStream body = response.body()) {
            byte[] bytes = body.readNBytes(maxResponseSize + 1);
            if (bytes.length > maxResponseSize) {
                throw new OutboundFailure(Kind.TOO_LARGE, "the response is too large");
            }
            return new OutboundResponse(
                    response.statusCode(),
                    response.headers().firstValue("Content-Type").map(type -> type.split(";", -1)[0].strip()),
                    Secret.ofBytes(bytes),
                    retryAfter(response));
        } catch (IOException broken) {
            throw new OutboundFailure(Kind.UNREACHABLE, "the connection broke");
        }
    }

    private static Optional<Duration> retryAfter(HttpResponse<?> response) {
        return response.headers().firstValue("Retry-After").map(Long::parseLong).map(Duration::ofSeconds);
    }

    private static CompletionStage<OutboundResponse> failed(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof OutboundFailure known) {
            return failedFuture(known);
        }
        return failure(cause instanceof TimeoutException ? Kind.TIMED_OUT : Kind.UNREACHABLE);
    }

    private static CompletableFuture<OutboundResponse> failure(Kind kind) {
        return failedFuture(new OutboundFailure(kind, "there is no response: " + kind));
    }
}
