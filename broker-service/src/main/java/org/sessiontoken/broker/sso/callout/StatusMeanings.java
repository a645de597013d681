package org.sessiontoken.broker.sso.callout;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.sessiontoken.sso.BackendOptions;

/**
 * What the statuses of answers mean. One that is not among them is an outage; so are all redirections, 429 and 5xx,
 * whatever is configured.
 *
 * @param byStatus the meaning of each
 */
record StatusMeanings(Map<Integer, Meaning> byStatus) {

    /** What a status may mean. */
    enum Meaning {
        /** Read the body: the credential may be genuine. */
        AUTHENTICATED,
        /** The credential is wrong. */
        UNAUTHORISED,
        /** The credential is genuine, but not good here. */
        FORBIDDEN,
        /** The parameters are not as they should be. */
        INVALID,
        /** Nobody could say. */
        UNAVAILABLE
    }

    private static final Pattern STATUS = Pattern.compile("[24]\\d\\d");
    private static final Map<Integer, Meaning> USUAL = Map.of(
            200, Meaning.AUTHENTICATED,
            400, Meaning.INVALID,
            401, Meaning.UNAUTHORISED,
            403, Meaning.FORBIDDEN);

    /** By meaning and not by status, since Spring's YAML reader fails on numbers as keys below a list. */
    static StatusMeanings read(BackendOptions options) {
        Map<Integer, Meaning> configured = new HashMap<>();
        for (Meaning meaning : Meaning.values()) {
            String option = "statuses." + meaning.name().toLowerCase(Locale.ROOT);
            for (String status : options.optionalText(option).orElse("").split(",")) {
                if (!status.isBlank()) {
                    put(configured, status.strip(), meaning, options.path(option));
                }
            }
        }
        Map<Integer, Meaning> meanings = new HashMap<>(USUAL);
        meanings.putAll(configured);
        return new StatusMeanings(Map.copyOf(meanings));
    }

    private static void put(Map<Integer, Meaning> meanings, String status, Meaning meaning, String path) {
        if (!mayMean(status, meaning)) {
            throw new IllegalArgumentException(path + " must list statuses from 200 to 299"
                    + (meaning == Meaning.AUTHENTICATED ? "" : ", and from 400 to 499 but 429,")
                    + " with commas between, and '" + status + "' is none");
        }
        Meaning other = meanings.put(Integer.parseInt(status), meaning);
        if (other != null && other != meaning) {
            throw new IllegalArgumentException(path + " must not list " + status + ", which means something else too");
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
