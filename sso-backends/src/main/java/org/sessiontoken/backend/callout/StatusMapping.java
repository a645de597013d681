package org.sessiontoken.backend.callout;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.sessiontoken.sso.BackendOptions;

/**
 * The meaning of response statuses. Statuses that are not listed are outages; redirections, 429 and 5xx always are.
 *
 * @param byStatus the meanings by status
 */
record StatusMapping(Map<Integer, Meaning> byStatus) {

    /** The meaning of a status. */
    enum Meaning {
        /** The credential is genuine if the body agrees. */
        AUTHENTICATED,
        /** The credential is wrong. */
        UNAUTHORISED,
        /** The credential is genuine, but not valid here. */
        FORBIDDEN,
        /** The parameters are not those that the login takes. */
        INVALID,
        /** The login cannot decide at present. */
        UNAVAILABLE
    }

    private static final Pattern STATUS = Pattern.compile("[24]\\d\\d");
    private static final Map<Integer, Meaning> DEFAULTS = Map.of(
            200, Meaning.AUTHENTICATED,
            400, Meaning.INVALID,
            401, Meaning.UNAUTHORISED,
            403, Meaning.FORBIDDEN);

    /** Options are named by meaning and not by status, since Spring's YAML reader fails on numbers as keys below a list. */
    static StatusMapping read(BackendOptions options) {
        Map<Integer, Meaning> configured = new HashMap<>();
        for (Meaning meaning : Meaning.values()) {
            String option = "statuses." + meaning.name().toLowerCase(Locale.ROOT);
            for (String status : options.list(option)) {
                put(configured, status, meaning, options.path(option));
            }
        }
        Map<Integer, Meaning> meanings = new HashMap<>(DEFAULTS);
        meanings.putAll(configured);
        if (!meanings.containsValue(Meaning.AUTHENTICATED)) {
            throw new IllegalArgumentException(
                    options.path("statuses")
                            + " must leave a status that means authenticated, such as authenticated: 200: nobody could sign in");
        }
        return new StatusMapping(Map.copyOf(meanings));
    }

    private static void put(Map<Integer, Meaning> meanings, String status, Meaning meaning, String path) {
        if (!mayMean(status, meaning)) {
            throw new IllegalArgumentException(path + " must list statuses from 200 to 299"
                    + (meaning == Meaning.AUTHENTICATED ? "" : ", and from 400 to 499 but 429,")
                    + " with commas between them or as a list");
        }
        Meaning other = meanings.put(Integer.parseInt(status), meaning);
        if (other != null && other != meaning) {
            throw new IllegalArgumentException(
                    path + " must not list " + status + ", which is listed with another meaning");
        }
    }

    private static boolean mayMean(String status, Meaning meaning) {
        return STATUS.matcher(status).matches()
                && !status.equals("429")
                && (meaning != Meaning.AUTHENTICATED || status.startsWith("2"));
    }

    Meaning of(int status) {
        return byStatus.getOrDefault(status, Meaning.UNAVAILABLE);
    }
}
