package org.sessiontoken.adapter.signon;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.sessiontoken.client.SignOnReply;
import org.sessiontoken.client.SignOnRequest;
import org.sessiontoken.event.Outcome;
import org.sessiontoken.event.SignOnOutcome;
import org.sessiontoken.value.ReasonCode;
import org.sessiontoken.value.RequestId;
import org.sessiontoken.value.Secret;

/** Replies as a test tells it to, and stores the attempts that it received. */
public final class ScriptedSessionService implements SignOnSource {

    static final RequestId REQUEST_ID = new RequestId("request-0001");

    private final List<SignOnRequest> requests = new CopyOnWriteArrayList<>();
    private volatile Function<SignOnRequest, CompletionStage<SignOnReply>> script =
            request -> CompletableFuture.completedFuture(signedOn(request, Optional.empty()));
    private volatile Optional<SignOnReply> refusal = Optional.empty();

    void onRequest(Function<SignOnRequest, CompletionStage<SignOnReply>> answer) {
        script = answer;
    }

    void replyWith(SignOnReply reply) {
        script = request -> CompletableFuture.completedFuture(reply);
    }

    void refuseAll(SignOnReply reply) {
        refusal = Optional.of(reply);
    }

    List<SignOnRequest> requests() {
        return requests;
    }

    static SignOnReply signedOn(SignOnRequest request, Optional<Secret> refreshToken) {
        return new SignOnReply.SignedOn(
                REQUEST_ID,
                request.clientId(),
                Secret.ofText("access.to.it"),
                refreshToken,
                Instant.now().plus(Duration.ofMinutes(5)));
    }

    static SignOnReply refused(SignOnOutcome outcome, Optional<String> detail) {
        return new SignOnReply.Refused(REQUEST_ID, outcome, new ReasonCode("reason-for-audit"), detail);
    }

    static SignOnReply declined(Outcome outcome) {
        return new SignOnReply.Declined(
                REQUEST_ID,
                outcome,
                new ReasonCode("reason-for-audit"),
                outcome == Outcome.UNAVAILABLE ? Optional.of(Duration.ofSeconds(1)) : Optional.empty());
    }

    @Override
    public CompletionStage<SignOnReply> signOn(SignOnRequest request) {
        requests.add(request);
        return script.apply(request);
    }

    @Override
    public Optional<SignOnReply> refusal() {
        return refusal;
    }
}
