package org.sessiontoken.broker.topics;

/** What the broker uses a topic for, which says what it needs of the topic's settings. */
enum TopicUse {
    /** Requests, kept until the last of them has its outcome. */
    REQUESTS,
    /** Replies, which are the audit records. */
    REPLIES,
    /** Events for audit and operations that nobody waits for. */
    EVENTS,
    /** Counts of wrong credentials, which matter for minutes. */
    COUNTS,
    /** The catalogue of auth services, of which the newest entries are kept for ever. */
    CATALOGUE
}
