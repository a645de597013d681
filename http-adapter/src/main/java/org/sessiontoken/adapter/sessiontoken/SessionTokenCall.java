package org.sessiontoken.adapter.sessiontoken;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.sessiontoken.adapter.request.RequestContext;
import org.sessiontoken.adapter.response.AsyncCall;
import org.springframework.http.ResponseEntity;

/** The call that gets a session token. */
final class SessionTokenCall implements AsyncCall {

    static final String PATH = "/ags/getSessionToken";

    private final SessionTokenRequestReader reader;
    private final TokenSource source;

    SessionTokenCall(SessionTokenRequestReader reader, TokenSource source) {
        this.reader = reader;
        this.source = source;
    }

    @Override
    public Optional<ResponseEntity<byte[]>> refusal(RequestContext context) {
        return source.refusal().map(reply -> reply.fold(new SessionTokenResponses(context)));
    }

    @Override
    public CompletionStage<ResponseEntity<byte[]>> answer(HttpServletRequest request, RequestContext context) {
        return source.request(reader.read(request)).thenApply(reply -> reply.fold(new SessionTokenResponses(context)));
    }
}
