package org.sessiontoken.console.access;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.springframework.http.MediaType;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.web.csrf.CsrfException;

/** Why a request is refused, as problem details (RFC 9457). */
enum AccessProblem {
    /** Nobody is signed in. */
    NOT_SIGNED_IN(401, "Nobody is signed in", "Sign in at /sign-in."),
    /** The user's role does not allow it. */
    NOT_ALLOWED(403, "The user may not do this", "Account IDs and exports are for auditors."),
    /** The request changes something and has no token, or that of another session. */
    NO_CSRF_HEADER(403, "The request may be forged", "Send the header that /api/me names, with its value."),
    /** The request changes something and comes from another site. */
    FOREIGN_ORIGIN(403, "The request comes from another site", "Send it from a page of the console."),
    /** Only the server itself goes to its page of errors. */
    NO_SUCH_PAGE(404, "There is no such page", "Begin at /.");

    private final int status;
    private final byte[] json;

    AccessProblem(int status, String title, String detail) {
        this.status = status;
        String type = "urn:problem-type:session-token:"
                + name().toLowerCase(Locale.ROOT).replace('_', '-');
        this.json = String.format(
                        Locale.ROOT,
                        "{\"type\":\"%s\",\"title\":\"%s\",\"status\":%d,\"detail\":\"%s\"}",
                        type,
                        title,
                        status,
                        detail)
                .getBytes(StandardCharsets.UTF_8);
    }

    static AccessProblem of(AccessDeniedException denied) {
        return denied instanceof CsrfException ? NO_CSRF_HEADER : NOT_ALLOWED;
    }

    void write(HttpServletResponse response) throws IOException {
        response.setStatus(status);
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream().write(json);
    }
}
