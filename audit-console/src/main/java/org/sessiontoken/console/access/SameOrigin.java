package org.sessiontoken.console.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses requests that change something and that another site has a browser send. Browsers say with each of them where it comes
 * from, by {@code Sec-Fetch-Site} or {@code Origin}. Beside the token against forgery, this protects the sign-in itself, whose
 * page is the same for everybody and has no token.
 */
final class SameOrigin extends OncePerRequestFilter {

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    private final @Nullable String publicOrigin;

    SameOrigin(@Nullable URI publicUrl) {
        this.publicOrigin = publicUrl == null ? null : origin(publicUrl.getScheme(), publicUrl.getRawAuthority());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (SAFE.contains(request.getMethod()) || isOwn(request)) {
            chain.doFilter(request, response);
            return;
        }
        AccessProblem.FOREIGN_ORIGIN.write(response);
    }

    private boolean isOwn(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        if (site != null && !site.equals("same-origin")) {
            return false;
        }
        if (origin == null) {
            return site != null;
        }
        return origin.equals(publicOrigin)
                || origin.equals(origin(request.getScheme(), request.getHeader(HttpHeaders.HOST)));
    }

    private static String origin(String scheme, @Nullable String host) {
        return (scheme + "://" + host).toLowerCase(Locale.ROOT);
    }
}
