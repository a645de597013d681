package org.sessiontoken.client;

/** Whether a request made now would be answered. */
public enum Availability {
    /** Kafka or its topics have not been reached yet, or the reply position is not fixed. */
    STARTING,
    /** A request would be answered. */
    READY,
    /** Kafka does not answer. */
    KAFKA_UNREACHABLE,
    /** Kafka answers, but no broker service consumes requests. */
    NO_BROKER,
    /** The client takes no more requests. */
    CLOSING
}
