package org.sessiontoken.broker.outbound;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.sso.http.OutboundFailure;
import org.sessiontoken.sso.http.OutboundFailure.Kind;
import org.sessiontoken.value.Secret;

/** Collects the body of a response up to a maximum size. A larger body fails, and its connection is closed at once. */
final class BoundedBody implements BodySubscriber<Secret> {

    private final HttpOrigin origin;
    private final int maxSize;
    private final ByteArrayOutputStream collected = new ByteArrayOutputStream();
    private final CompletableFuture<Secret> body = new CompletableFuture<>();
    private @Nullable Subscription subscription;

    private BoundedBody(HttpOrigin origin, int maxSize) {
        this.origin = origin;
        this.maxSize = maxSize;
    }

    @Override
    public CompletionStage<Secret> getBody() {
        return body;
    }

    @Override
    public void onSubscribe(Subscription given) {
        subscription = given;
        given.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> pieces) {
        for (ByteBuffer piece : pieces) {
            if (piece.remaining() > maxSize - collected.size()) {
                refuse();
                return;
            }
            byte[] bytes = new byte[piece.remaining()];
            piece.get(bytes);
            collected.writeBytes(bytes);
        }
    }

    private void refuse() {
        body.completeExceptionally(
                new OutboundFailure(Kind.TOO_LARGE, origin + ": the response has more than " + maxSize + " bytes"));
        if (subscription != null) {
            subscription.cancel();
        }
    }

    @Override
    public void onError(Throwable broken) {
        body.completeExceptionally(broken);
    }

    @Override
    public void onComplete() {
        body.complete(Secret.ofBytes(collected.toByteArray()));
    }

    /** Makes one for each response. */
    record OfEachResponse(HttpOrigin origin, int maxSize) implements BodyHandler<Secret> {
        @Override
        public BodySubscriber<Secret> apply(ResponseInfo head) {
            return new BoundedBody(origin, maxSize);
        }
    }
}
