package org.sessiontoken.adapter.response;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.sessiontoken.adapter.request.RequestContext;
import org.springframework.http.ResponseEntity;

/** A call whose answer comes from elsewhere, while no thread waits for it. */
public interface AsyncCall {

    /** The response to any request that is made now, if that is known: a refusal must cost little, or it is no relief. */
    Optional<ResponseEntity<byte[]>> refusal(RequestContext context);

    /**
     * Reads a request, and asks.
     *
     * @throws org.sessiontoken.adapter.problem.ProblemException if a header or the body is not as described
     */
    CompletionStage<ResponseEntity<byte[]>> answer(HttpServletRequest request, RequestContext context);
}
