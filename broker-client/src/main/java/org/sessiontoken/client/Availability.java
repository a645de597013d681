package org.sessiontoken.client;

/** Whether the broker would answer a request that is made now. */
public enum Availability {
    /** The client has not reached Kafka yet, or has not fixed its position in the reply topic. */
    STARTING,
    /** The broker would answer. */
    READY,
    /** Kafka does not answer. */
    KAFKA_UNREACHABLE,
    /**
     * Kafka answers, but the request topic, the reply topic or the partition that the client reads does not exist or has no
     * leader. The broker creates missing topics, and a reply topic for each requestor that it has a key file for.
     */
    TOPIC_UNAVAILABLE,
    /** Kafka answers, but refuses the client's login, or the client lacks a right. The log says which one. */
    NOT_AUTHORISED,
    /** Kafka answers, but no instance of the broker service consumes requests. */
    NO_BROKER,
    /** The client is closing or closed, and accepts no more requests. */
    CLOSING,
    /**
     * A thread of the client has ended for a reason that it cannot recover from, for example because no memory is left. The
     * program must start another client, or end.
     */
    FAILED
}
