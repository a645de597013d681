package org.sessiontoken.console.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Ends sessions that are too old, and those of users whom the file does not have any more, or has with another role: from the
 * next request on they are signed out.
 */
final class SessionBounds extends OncePerRequestFilter {

    private final Optional<UsersFile> users;
    private final Duration maxAge;
    private final Clock clock;

    SessionBounds(Optional<UsersFile> users, Duration maxAge, Clock clock) {
        this.users = users;
        this.maxAge = maxAge;
        this.clock = clock;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        HttpSession session = request.getSession(false);
        if (session != null && (isTooOld(session) || isRevoked())) {
            SecurityContextHolder.clearContext();
            session.invalidate();
        }
        chain.doFilter(request, response);
    }

    private boolean isTooOld(HttpSession session) {
        return clock.millis() - session.getCreationTime() > maxAge.toMillis();
    }

    /** Whoever has signed in otherwise is no concern of the file. */
    private boolean isRevoked() {
        Authentication signedIn = SecurityContextHolder.getContext().getAuthentication();
        return signedIn instanceof UsernamePasswordAuthenticationToken
                && !signedIn.getName().equals(OneTimeLinks.USER)
                && users.isPresent()
                && !isUnchanged(users.get(), signedIn);
    }

    private static boolean isUnchanged(UsersFile users, Authentication signedIn) {
        return users.find(signedIn.getName())
                .map(UsersFile.User::role)
                .equals(Authorities.highest(signedIn.getAuthorities()));
    }
}
