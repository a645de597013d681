package org.sessiontoken.event;

import java.util.Optional;
import java.util.regex.Pattern;
import org.sessiontoken.value.RequestorName;

/** The names of the topics. */
public final class Topics {

    /** One event for each request, keyed by correlation ID. */
    public static final String REQUESTS = "ags.session-token.requests";

    /**
     * What the names of all reply topics begin with; the requestor's name follows. Each requestor has a topic of its own,
     * so that Kafka lets it read its own replies alone.
     */
    public static final String REPLIES_PREFIX = "ags.session-token.replies.";

    /** All reply topics, for those who read the replies of every requestor, such as audit. */
    public static final Pattern ALL_REPLIES = Pattern.compile(Pattern.quote(REPLIES_PREFIX) + ".+");

    /**
     * One event for each attempt to sign on with a session token, keyed by the token's hash: the order of the records in a
     * partition decides which attempt wins.
     */
    public static final String SIGN_ONS = "ags.sign-ons";

    /** The public keys that verify access tokens, compacted. */
    public static final String SESSION_KEYS = "ags.session-keys";

    /** One event for each record of the request topic that could not be read, with the reason, under the key of that record. */
    public static final String DEAD_LETTERS = "ags.session-token.dead-letters";

    /** The public catalogue of auth services, compacted, keyed by tenant ID and auth service ID. */
    public static final String AUTH_SERVICES = "ags.auth-services";

    /** Changes of the circuit breakers around auth services, for ops, with the keys of the catalogue. */
    public static final String BREAKERS = "ags.auth-service-breakers";

    /** What each broker instance has counted of wrong credentials, so that all of them keep one limit. */
    public static final String FAILURES = "ags.credential-failures";

    /** Who looked at what is recorded, and at what of it. */
    public static final String ACCESSES = "ags.audit.accesses";

    private Topics() {}

    /**
     * One event for each outcome of this requestor's requests and sign-ons, keyed by correlation ID: reply, audit record and
     * source of token state in one. Every {@link RequestorName} makes a valid name of a topic, which is the name of no other one.
     */
    public static String repliesTo(RequestorName requestor) {
        return REPLIES_PREFIX + requestor;
    }

    /** The requestor whose reply topic this is. The result is empty if it is another topic. */
    static Optional<RequestorName> requestorOf(String topic) {
        if (!topic.startsWith(REPLIES_PREFIX)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new RequestorName(topic.substring(REPLIES_PREFIX.length())));
        } catch (IllegalArgumentException notAName) {
            return Optional.empty();
        }
    }
}
