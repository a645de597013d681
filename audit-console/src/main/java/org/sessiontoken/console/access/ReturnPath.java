package org.sessiontoken.console.access;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.sessiontoken.jose.Base64Url;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;

/**
 * Where somebody wanted to go who had to sign in first, such as a view that was pasted into a ticket. It is kept in a cookie, so
 * that strangers make no sessions, and is a path of the console, never another address.
 */
final class ReturnPath {

    private static final Duration KEPT = Duration.ofMinutes(10);
    private static final int MAX_LENGTH = 2_048;
    private static final Pattern PATH = Pattern.compile("/(?![/\\\\])[!-\\[\\]-~]*");

    private final String cookie;
    private final boolean secure;

    ReturnPath(boolean secure) {
        this.cookie = secure ? "__Host-console-return" : "console-return";
        this.secure = secure;
    }

    void keep(HttpServletRequest request, HttpServletResponse response) {
        String query = request.getQueryString();
        String path = request.getRequestURI() + (query == null ? "" : "?" + query);
        if (isNavigation(request) && isOwn(path)) {
            set(response, Base64Url.encode(path.getBytes(StandardCharsets.UTF_8)), KEPT);
        }
    }

    /** The kept path, which is then forgotten; the first page if there is none. */
    String take(HttpServletRequest request, HttpServletResponse response) {
        Cookie[] cookies = request.getCookies();
        Optional<String> kept = Stream.of(cookies == null ? new Cookie[0] : cookies)
                .filter(found -> found.getName().equals(cookie))
                .map(Cookie::getValue)
                .findFirst();
        if (kept.isEmpty()) {
            return "/";
        }
        set(response, "", Duration.ZERO);
        return kept.flatMap(Base64Url::decode)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .filter(ReturnPath::isOwn)
                .orElse("/");
    }

    /** Browsers also ask for icons by themselves, and nobody wants to go there. */
    private static boolean isNavigation(HttpServletRequest request) {
        String destination = request.getHeader("Sec-Fetch-Dest");
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        return request.getMethod().equals("GET")
                && (destination == null
                        ? accept != null && accept.contains("text/html")
                        : destination.equals("document"));
    }

    private static boolean isOwn(String path) {
        return path.length() <= MAX_LENGTH && PATH.matcher(path).matches();
    }

    private void set(HttpServletResponse response, String value, Duration age) {
        response.addHeader(
                HttpHeaders.SET_COOKIE,
                ResponseCookie.from(cookie, value)
                        .path("/")
                        .httpOnly(true)
                        .secure(secure)
                        .sameSite("Lax")
                        .maxAge(age)
                        .build()
                        .toString());
    }
}
