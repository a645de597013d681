package org.sessiontoken.console.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Hides the path to which the server goes with its errors: whoever asks for it has none, and would get a status that does not exist. */
final class ErrorPath extends OncePerRequestFilter {

    private static final String PATH = "/error";

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getServletPath().equals(PATH)) {
            AccessProblem.NO_SUCH_PAGE.write(response);
            return;
        }
        chain.doFilter(request, response);
    }
}
