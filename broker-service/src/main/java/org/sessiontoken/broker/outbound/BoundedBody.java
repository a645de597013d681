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
import org.sessiontoken.broker.outbound.OutboundFailure.Kind;
import org.sessiontoken.value.Secret;

/** Takes an answer's body in, up to a bound; past it the connection is dropped, however much is still to come. */
final class BoundedBody implements BodySubscriber<Secret> {

    private final Origin origin;
    private final int most;
    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    private final CompletableFuture<Secret> body = new CompletableFuture<>();
    private @Nullable Subscription subscription;

    private BoundedBody(Origin origin, int most) {
        this.origin = origin;
        this.most = most;
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
            if (piece.remaining() > most - taken.size()) {
                refuse();
                return;
            }
            byte[] bytes = new byte[piece.remaining()];
            piece.get(bytes);
            taken.writeBytes(bytes);
        }
    }

    private void refuse() {
        body.completeExceptionally(
                new OutboundFailure(Kind.TOO_LARGE, origin + ": the answer has more than " + most + " bytes"));
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
        body.complete(Secret.ofBytes(taken.toByteArray()));
    }

    /** A body for each answer. */
    record ForEachAnswer(Origin origin, int most) implements BodyHandler<Secret> {
        @Override
        public BodySubscriber<Secret> apply(ResponseInfo head) {
            return new BoundedBody(origin, most);
        }
    }
}
