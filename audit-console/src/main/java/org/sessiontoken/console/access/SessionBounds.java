package org.sessiontoken.console.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import org.sessiontoken.console.role.SessionRights;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Ends sessions that are too old, and those of users whom the file does not have any more, or has with another role: from the
 * next request on they are signed out.
 */
final class SessionBounds extends OncePerRequestFilter {

    private final SessionRights rights;

    SessionBounds(SessionRights rights) {
        this.rights = rights;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        HttpSession session = request.getSession(false);
        if (session != null
                && !rights.stillHold(session, SecurityContextHolder.getContext().getAuthentication())) {
            SecurityContextHolder.clearContext();
            session.invalidate();
        }
        chain.doFilter(request, response);
    }
}
