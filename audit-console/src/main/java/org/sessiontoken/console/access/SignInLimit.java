package org.sessiontoken.console.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import org.sessiontoken.telemetry.LogKeys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/** Answers attempts to sign in that are too many, before a password is compared. */
final class SignInLimit extends OncePerRequestFilter {

    private static final Logger LOG = LoggerFactory.getLogger(SignInLimit.class);
    private static final int TOO_MANY_REQUESTS = 429;
    private static final String RETRY_AFTER_SECONDS = "60";

    private final SignInAttempts attempts;
    private final SignInPage page;

    SignInLimit(SignInAttempts attempts, SignInPage page) {
        this.attempts = attempts;
        this.page = page;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!isAttempt(request) || attempts.mayTry(request.getRemoteAddr(), name(request))) {
            chain.doFilter(request, response);
            return;
        }
        LOG.atWarn().addKeyValue(LogKeys.ADDRESS, request.getRemoteAddr()).log("Too many attempts to sign in");
        response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        page.write(response, TOO_MANY_REQUESTS, SignInPage.Notice.THROTTLED);
    }

    private static boolean isAttempt(HttpServletRequest request) {
        return request.getMethod().equals("POST") && request.getServletPath().equals(SignInPage.PATH);
    }

    static String name(HttpServletRequest request) {
        return Objects.requireNonNullElse(request.getParameter("username"), "");
    }
}
