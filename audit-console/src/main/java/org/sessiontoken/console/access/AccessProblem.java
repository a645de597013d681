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
    /** The request changes something, or would be recorded as the user's, and comes from another site. */
    FOREIGN_ORIGIN(403, "The request comes from another site", "Send it from a page of the console."),
    /** Nothing is at this path. */
    NO_SUCH_PAGE(404, "There is no such page", "Begin at /."),
    /** The server does not take the request, and Spring never gets it. */
    MALFORMED_REQUEST(
            400,
            "The request is malformed",
            "Its path, query or headers have characters that HTTP does not allow there, or are longer than 8 KB together:"
                    + " take filters away, or begin at /."),
    /** A bug. */
    FAILED(500, "The console failed", "This is a bug. The console's log says more.");

    private final int status;
    private final String title;
    private final String detail;

    AccessProblem(int status, String title, String detail) {
        this.status = status;
        this.title = title;
        this.detail = detail;
    }

    /** What is said of a status that the server gives by itself. */
    static AccessProblem ofServer(int status) {
        if (status == NO_SUCH_PAGE.status) {
            return NO_SUCH_PAGE;
        }
        return status < FAILED.status ? MALFORMED_REQUEST : FAILED;
    }

    /** The problem, with this status. */
    String json(int shownStatus) {
        return String.format(
                Locale.ROOT,
                "{\"type\":\"urn:problem-type:session-token:%s\",\"title\":\"%s\",\"status\":%d,\"detail\":\"%s\"}",
                name().toLowerCase(Locale.ROOT).replace('_', '-'),
                title,
                shownStatus,
                detail);
    }

    static AccessProblem of(AccessDeniedException denied) {
        return denied instanceof CsrfException ? NO_CSRF_HEADER : NOT_ALLOWED;
    }

    void write(HttpServletResponse response) throws IOException {
        response.setStatus(status);
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream().write(json(status).getBytes(StandardCharsets.UTF_8));
    }
}
