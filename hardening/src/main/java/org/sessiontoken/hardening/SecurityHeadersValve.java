package org.sessiontoken.hardening;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/**
 * Sets the headers that keep browsers and caches from doing with an answer what it is not meant for. The outermost valve sees
 * the answers that Tomcat writes by itself, too, such as that to a malformed request.
 */
final class SecurityHeadersValve extends ValveBase {

    /** Answers may hold a token, or say what is amiss with a credential. */
    private static final String NOT_STORED = "no-store";

    /** No answer is a page. Browsers that show one all the same run nothing in it, and not within a page of others. */
    private static final String NO_PAGE = "default-src 'none'; frame-ancestors 'none'";

    /** A year, for this host alone. Browsers take it by TLS only (RFC 6797, section 7.2). */
    private static final String TLS_ALWAYS = "max-age=31536000";

    SecurityHeadersValve() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        response.setHeader("Cache-Control", NOT_STORED);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Content-Security-Policy", NO_PAGE);
        if (request.isSecure()) {
            response.setHeader("Strict-Transport-Security", TLS_ALWAYS);
        }
        getNext().invoke(request, response);
    }
}
