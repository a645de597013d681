package org.sessiontoken.backend.jwt;

import java.util.Optional;
import org.sessiontoken.sso.BackendOptions;

/** The option {@code audience}: one audience, which tokens name alone or among others (RFC 7519, section 4.1.3). */
public final class AudienceOption {

    private static final String NAME = "audience";

    private AudienceOption() {}

    /**
     * Reads it, or answers empty if it is not given.
     *
     * @throws IllegalArgumentException if it has white space, as several audiences with a comma between them have: no token
     *     has such an audience
     */
    public static Optional<String> of(BackendOptions options) {
        return options.optionalText(NAME).map(text -> one(text, options));
    }

    /**
     * Reads it where it must be given.
     *
     * @throws IllegalArgumentException if it is missing, or has white space
     */
    public static String required(BackendOptions options) {
        return one(options.text(NAME), options);
    }

    private static String one(String text, BackendOptions options) {
        if (text.chars().anyMatch(Character::isWhitespace)) {
            throw new IllegalArgumentException(options.path(NAME) + " must be one audience, without white space in it");
        }
        return text;
    }
}
