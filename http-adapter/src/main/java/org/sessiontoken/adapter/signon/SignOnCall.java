package org.sessiontoken.adapter.signon;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.sessiontoken.adapter.request.RequestContext;
import org.sessiontoken.adapter.response.AsyncCall;
import org.springframework.http.ResponseEntity;

/** The call that signs on with a session token. */
final class SignOnCall implements AsyncCall {

    static final String PATH = "/ags/signOnWithSessionToken";

    private final SignOnRequestReader reader;
    private final SignOnSource source;
    private final Clock clock;

    SignOnCall(SignOnRequestReader reader, SignOnSource source, Clock clock) {
        this.reader = reader;
        this.source = source;
        this.clock = clock;
    }

    @Override
    public Optional<ResponseEntity<byte[]>> refusal(RequestContext context) {
        return source.refusal().map(reply -> reply.fold(new SignOnResponses(context, clock)));
    }

    @Override
    public CompletionStage<ResponseEntity<byte[]>> answer(HttpServletRequest request, RequestContext context) {
        return source.signOn(reader.read(request)).thenApply(reply -> reply.fold(new SignOnResponses(context, clock)));
    }
}
