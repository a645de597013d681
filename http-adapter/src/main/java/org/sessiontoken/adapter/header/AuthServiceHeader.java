package org.sessiontoken.adapter.header;

import jakarta.servlet.http.HttpServletRequest;
import org.sessiontoken.adapter.problem.ProblemException;
import org.sessiontoken.adapter.problem.ProblemType;
import org.sessiontoken.adapter.request.RequestContext;
import org.sessiontoken.value.AuthServiceId;

/** The header {@code x-auth-service-id}, which selects an auth service. */
public final class AuthServiceHeader {

    private static final String NAME = "x-auth-service-id";

    private AuthServiceHeader() {}

    /**
     * Reads the auth service, and stores it in the {@link RequestContext}.
     *
     * @throws ProblemException if the header is missing, given twice, or malformed
     */
    public static AuthServiceId read(HttpServletRequest request) {
        AuthServiceId authService = SingleHeader.read(request, NAME, AuthServiceId::new)
                .orElseThrow(() -> new ProblemException(
                        ProblemType.INVALID_REQUEST,
                        "Give the header " + NAME + ": an authServiceName of the service discovery's answer."));
        RequestContext.of(request).setAuthServiceId(authService);
        return authService;
    }
}
