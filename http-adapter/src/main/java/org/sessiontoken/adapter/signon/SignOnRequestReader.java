package org.sessiontoken.adapter.signon;

import jakarta.servlet.http.HttpServletRequest;
import java.security.SecureRandom;
import org.sessiontoken.adapter.body.BufferedBody;
import org.sessiontoken.adapter.header.AuthServiceHeader;
import org.sessiontoken.adapter.header.CommonHeaders;
import org.sessiontoken.adapter.header.CommonHeadersReader;
import org.sessiontoken.adapter.header.ContentTypeCheck;
import org.sessiontoken.adapter.header.SingleHeader;
import org.sessiontoken.adapter.problem.ProblemException;
import org.sessiontoken.adapter.problem.ProblemType;
import org.sessiontoken.adapter.request.RequestContext;
import org.sessiontoken.client.SignOnRequest;
import org.sessiontoken.jose.Base64Url;
import org.sessiontoken.sealing.SignOnCredentials;
import org.sessiontoken.value.AuthServiceId;
import org.sessiontoken.value.ClientId;
import org.sessiontoken.value.Secret;

/** Reads an attempt to sign on from the headers and the body of an HTTP request. */
final class SignOnRequestReader {

    private static final String REPEAT_KEY_HEADER = "Idempotency-Key";
    private static final int RANDOM_BYTES = 16;

    private final CommonHeadersReader commonHeaders;
    private final SecureRandom random = new SecureRandom();

    SignOnRequestReader(CommonHeadersReader commonHeaders) {
        this.commonHeaders = commonHeaders;
    }

    /**
     * Reads the attempt. Without an {@code Idempotency-Key} it has a key that nobody else knows, so it cannot be repeated. A device
     * that names no client ID gets one, which is new with each attempt.
     *
     * @throws ProblemException if a header or the body is not as described
     */
    SignOnRequest read(HttpServletRequest request) {
        CommonHeaders headers = commonHeaders.read(request);
        AuthServiceId authService = AuthServiceHeader.read(request);
        ContentTypeCheck.requireJson(request);
        Secret repeatKey = SingleHeader.read(
                        request, REPEAT_KEY_HEADER, text -> SignOnCredentials.requireRepeatKey(Secret.ofText(text)))
                .orElseGet(() -> Secret.ofText(drawn()));
        SignOnBody body = SignOnBody.read(BufferedBody.of(request));
        RequestContext context = RequestContext.of(request);
        return new SignOnRequest(
                headers.tenantId(),
                authService,
                body.clientId().orElseGet(() -> new ClientId("dev-" + drawn())),
                headers.correlationId(),
                credentials(body, repeatKey),
                context.traceToName(),
                context.callerAddress());
    }

    private static SignOnCredentials credentials(SignOnBody body, Secret repeatKey) {
        try {
            return new SignOnCredentials(body.sessionToken(), repeatKey, body.pin());
        } catch (IllegalArgumentException outOfBounds) {
            throw new ProblemException(
                    ProblemType.INVALID_REQUEST, "Change the parameters: " + outOfBounds.getMessage() + ".");
        }
    }

    /** What nobody can guess. */
    private String drawn() {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return Base64Url.encode(bytes);
    }
}
