package org.sessiontoken.console.access;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.springframework.http.MediaType;

/**
 * The page for the sign-in: the same bytes for everybody, without anything inline, and it works without a script. Its parts for
 * ways to sign in that are not configured are left out. What went wrong is shown by the URL's fragment and the style sheet.
 */
final class SignInPage {

    static final String PATH = "/sign-in";

    private final String page;

    /** The page with the ways that there are. */
    SignInPage(boolean users, boolean oidc, boolean oneTimeLink) {
        String all = text("sign-in.html");
        all = users ? all : without(all, "users");
        all = oidc ? all : without(all, "oidc");
        all = oneTimeLink ? all : without(all, "one-time-link");
        this.page = users || oidc || oneTimeLink ? without(all, "none") : all;
    }

    /** What the page says first. */
    enum Notice {
        /** Nothing. */
        NONE,
        /** Name and password, or the code, are not right. */
        FAILED,
        /** The user has no role at the console. */
        NO_ROLE,
        /** There were too many attempts. */
        THROTTLED,
        /** The user has signed out. */
        SIGNED_OUT;

        String id() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    static String path(Notice notice) {
        return PATH + "#" + notice.id();
    }

    void write(HttpServletResponse response, int status, Notice notice) throws IOException {
        response.setStatus(status);
        response.setContentType(MediaType.TEXT_HTML_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        String shown = notice == Notice.NONE
                ? page
                : page.replace("id=\"" + notice.id() + "\"", "id=\"" + notice.id() + "\" class=\"shown\"");
        response.getOutputStream().write(shown.getBytes(StandardCharsets.UTF_8));
    }

    private static String without(String page, String part) {
        String begin = "<!-- " + part + " -->";
        String end = "<!-- end of " + part + " -->";
        int from = page.indexOf(begin);
        return page.substring(0, from) + page.substring(page.indexOf(end) + end.length());
    }

    static String text(String name) {
        try (InputStream in = SignInPage.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " must be beside its class");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new IllegalStateException(name + " must be readable", unreadable);
        }
    }
}
