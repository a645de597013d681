package org.sessiontoken.console.flow;

import java.util.Optional;
import java.util.Set;
import org.sessiontoken.event.Outcome;
import org.sessiontoken.value.RequestorName;

/** Which HTTP status an outcome becomes, for requestors that answer over HTTP as the contract says. */
final class HttpAnswers {

    private final Set<RequestorName> adapters;

    HttpAnswers(Set<RequestorName> adapters) {
        this.adapters = adapters;
    }

    /** The status; empty if the requestor does not answer over HTTP, as far as is known. */
    Optional<String> to(RequestorName requestor, Outcome outcome) {
        return adapters.contains(requestor) ? Optional.of(status(outcome)) : Optional.empty();
    }

    private static String status(Outcome outcome) {
        return switch (outcome) {
            case ISSUED -> "200";
            case INVALID -> "400";
            case UNAUTHORISED -> "401";
            case FORBIDDEN -> "403";
            case THROTTLED -> "429";
            case UNAVAILABLE -> "503";
            case EXPIRED -> "504";
        };
    }
}
