package org.sessiontoken.console.access;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.setting.DurationText;
import org.sessiontoken.setting.NumberText;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may sign in, and for how long.
 *
 * @param usersFile path of a file with a line NAME:HASH:ROLE for each user, where HASH is of bcrypt or argon2 and ROLE is viewer
 *     or auditor; it is read again when it changes
 * @param oneTimeLinkFile path of a file into which the console writes a link for one sign-in as an auditor, and another one
 *     after each use; for development, and for a first look
 * @param publicUrl address of the console in browsers, such as https://console.example.org, if it stands behind a proxy
 * @param maxSessionAge how long a user stays signed in, whatever happens; from 1 minute to 30 days
 * @param maxSignInAttempts maximum number of attempts to sign in from one address within a minute; from 1 to 10000
 */
@ConfigurationProperties("ags.console.access")
record AccessProperties(
        @Nullable Path usersFile,
        @Nullable Path oneTimeLinkFile,
        @Nullable URI publicUrl,
        @DefaultValue("12h") Duration maxSessionAge,
        @DefaultValue("10") int maxSignInAttempts) {

    private static final String PREFIX = "ags.console.access.";
    private static final int MAX_ATTEMPTS = 10_000;

    AccessProperties {
        DurationText.requireBetween(
                PREFIX + "max-session-age", maxSessionAge, Duration.ofMinutes(1), Duration.ofDays(30));
        NumberText.requireBetween(PREFIX + "max-sign-in-attempts", maxSignInAttempts, 1, MAX_ATTEMPTS);
        if (publicUrl != null && !isOrigin(publicUrl)) {
            throw new IllegalArgumentException(
                    PREFIX + "public-url must be http:// or https://, a host and no path, such as"
                            + " https://console.example.org");
        }
    }

    private static boolean isOrigin(URI url) {
        return url.getScheme() != null
                && url.getScheme().toLowerCase(Locale.ROOT).matches("https?")
                && url.getHost() != null
                && url.getUserInfo() == null
                && url.getRawQuery() == null
                && url.getRawFragment() == null
                && (url.getRawPath().isEmpty() || url.getRawPath().equals("/"));
    }

    /** Whether browsers come by TLS, so that cookies can be kept from plain HTTP. */
    boolean isSecure() {
        return publicUrl != null && publicUrl.getScheme().equalsIgnoreCase("https");
    }
}
