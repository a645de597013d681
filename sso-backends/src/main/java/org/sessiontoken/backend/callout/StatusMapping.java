package org.sessiontoken.backend.callout;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.sessiontoken.sso.BackendOptions;

/**
 * The meaning of response statuses.
 *
 * @param byStatus the meanings by status, of the statuses that have one
 */
record StatusMapping(Map<Integer, Meaning> byStatus) {

    private static final String NAME = "statuses";
    private static final Pattern STATUS = Pattern.compile("[2-5]\\d\\d");
    private static final Map<Integer, Meaning> DEFAULTS = Map.of(
            200, Meaning.AUTHENTICATED,
            400, Meaning.INVALID,
            401, Meaning.UNAUTHORISED,
            403, Meaning.FORBIDDEN);

    static StatusMapping read(BackendOptions options) {
        Map<Integer, Meaning> meanings = new HashMap<>(DEFAULTS);
        Meaning.listed(options, NAME).forEach((status, meaning) -> {
            requireStatus(options.path(meaning.option(NAME)), status, meaning);
            meanings.put(Integer.parseInt(status), meaning);
        });
        if (!meanings.containsValue(Meaning.AUTHENTICATED)) {
            throw new IllegalArgumentException(options.path(Meaning.AUTHENTICATED.option(NAME))
                    + " must list a status, since 200 is listed with another meaning and nobody could sign in");
        }
        return new StatusMapping(Map.copyOf(meanings));
    }

    private static void requireStatus(String path, String status, Meaning meaning) {
        boolean mayMean =
                STATUS.matcher(status).matches() && (meaning != Meaning.AUTHENTICATED || status.startsWith("2"));
        if (!mayMean) {
            throw new IllegalArgumentException(path + " must list statuses from 200 to "
                    + (meaning == Meaning.AUTHENTICATED ? "299" : "599") + ", as a list or with commas between them");
        }
    }

    Optional<Meaning> of(int status) {
        return Optional.ofNullable(byStatus.get(status));
    }
}
