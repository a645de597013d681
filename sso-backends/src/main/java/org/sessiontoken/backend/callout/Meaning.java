package org.sessiontoken.backend.callout;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.sessiontoken.sso.BackendOptions;

/** What a status or a result of the login means. */
enum Meaning {
    /** The credential is genuine if the body agrees. */
    AUTHENTICATED,
    /** The credential is wrong. */
    UNAUTHORISED,
    /** The credential is genuine, but not valid here. */
    FORBIDDEN,
    /** The parameters are not those that the login takes. */
    INVALID,
    /** The login cannot decide at present, whoever asks. */
    UNAVAILABLE;

    /**
     * The meanings of the values that are listed below an option, by value. Options are named by meaning and not by value, since
     * Spring's YAML reader fails on numbers as keys below a list.
     *
     * @throws IllegalArgumentException if a value is listed with two meanings; the message begins with the option's path
     */
    static Map<String, Meaning> listed(BackendOptions options, String name) {
        Map<String, Meaning> meanings = new LinkedHashMap<>();
        for (Meaning meaning : values()) {
            for (String value : options.list(meaning.option(name))) {
                Meaning other = meanings.put(value, meaning);
                if (other != null && other != meaning) {
                    throw new IllegalArgumentException(options.path(meaning.option(name)) + " must not list '" + value
                            + "', which is listed with another meaning");
                }
            }
        }
        return meanings;
    }

    /** The option that lists what has this meaning. */
    String option(String name) {
        return name + "." + name().toLowerCase(Locale.ROOT);
    }
}
