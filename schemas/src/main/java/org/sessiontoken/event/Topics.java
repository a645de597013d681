package org.sessiontoken.event;

/** The names of the topics. */
public final class Topics {

    /** One event for each request, keyed by correlation ID. */
    public static final String REQUESTS = "ags.session-token.requests";

    /** One event for each outcome, keyed by correlation ID: reply, audit record and source of token state in one. */
    public static final String REPLIES = "ags.session-token.replies";

    /** One event for each record of the request topic that could not be read, with the reason, under the key of that record. */
    public static final String DEAD_LETTERS = "ags.session-token.dead-letters";

    /** The public catalogue of auth services, compacted, keyed by tenant ID and auth service ID. */
    public static final String AUTH_SERVICES = "ags.auth-services";

    /** Changes of the circuit breakers around auth services, for ops, with the keys of the catalogue. */
    public static final String BREAKERS = "ags.auth-service-breakers";

    private Topics() {}
}
