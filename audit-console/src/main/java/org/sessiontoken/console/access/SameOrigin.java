package org.sessiontoken.console.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses requests that another site has a browser send: those that change something, and those below {@code /api}, which are recorded
 * as the user's. Browsers say where a request comes from, by {@code Sec-Fetch-Site}, {@code Origin} or {@code Referer}. Beside the token
 * against forgery, this protects the sign-in itself, whose page is the same for everybody and has no token.
 *
 * <p>Over plain HTTP browsers send no {@code Sec-Fetch-Site}, and whoever makes a link decides whether they send a {@code Referer}. A
 * download is what such a link can begin, so that an export needs one of the two; the page's own link has both.
 */
final class SameOrigin extends OncePerRequestFilter {

    private static final String API = "/api/";
    private static final String EXPORT = "/api/export";
    private static final String SITE = "Sec-Fetch-Site";
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    private final @Nullable String publicOrigin;

    SameOrigin(@Nullable URI publicUrl) {
        this.publicOrigin = publicUrl == null ? null : origin(publicUrl.getScheme(), publicUrl.getRawAuthority());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (SAFE.contains(request.getMethod()) ? isOwnRead(request) : isOwnChange(request)) {
            chain.doFilter(request, response);
            return;
        }
        AccessProblem.FOREIGN_ORIGIN.write(response);
    }

    /** An address that the user types comes from no site. */
    private boolean isOwnRead(HttpServletRequest request) {
        String path = request.getServletPath();
        if (!path.startsWith(API)) {
            return true;
        }
        String site = request.getHeader(SITE);
        if (site != null) {
            return site.equals("same-origin") || site.equals("none");
        }
        String referrer = request.getHeader(HttpHeaders.REFERER);
        return referrer == null ? !path.startsWith(EXPORT) : isOwn(originOf(referrer), request);
    }

    private static @Nullable String originOf(String referrer) {
        try {
            URI page = new URI(referrer);
            return origin(page.getScheme(), page.getRawAuthority());
        } catch (URISyntaxException noAddress) {
            return null;
        }
    }

    private boolean isOwnChange(HttpServletRequest request) {
        String site = request.getHeader(SITE);
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        if (site != null && !site.equals("same-origin")) {
            return false;
        }
        if (origin == null) {
            return site != null;
        }
        return isOwn(origin, request);
    }

    private boolean isOwn(@Nullable String origin, HttpServletRequest request) {
        return origin != null
                && (origin.equals(publicOrigin)
                        || origin.equals(origin(request.getScheme(), request.getHeader(HttpHeaders.HOST))));
    }

    private static String origin(String scheme, @Nullable String host) {
        return (scheme + "://" + host).toLowerCase(Locale.ROOT);
    }
}
