package org.sessiontoken.event;

/** The topics' names. */
public final class Topics {

    /** One event for each request, keyed by correlation ID. */
    public static final String REQUESTS = "ags.session-token.requests";

    /** One event for each outcome, keyed by correlation ID: the reply, the audit record and the source of token state. */
    public static final String REPLIES = "ags.session-token.replies";

    /** What could not be read, with the reason, keyed as it was found. */
    public static final String DEAD_LETTERS = "ags.session-token.dead-letters";

    /** The public catalogue of auth services, compacted, keyed by tenant and name. */
    public static final String AUTH_SERVICES = "ags.auth-services";

    /** Changes of the circuit breakers around auth services, for ops, keyed as the catalogue is. */
    public static final String BREAKERS = "ags.auth-service-breakers";

    private Topics() {}
}
