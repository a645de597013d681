package org.sessiontoken.faults.checker;

/** What must hold, whatever dies. */
public enum Rule {
    /** Whoever got a token finds one request of its own, whose first outcome is {@code issued}. */
    EVERY_TOKEN_HAS_ITS_RECORD,
    /** The token that a caller got is the one whose hash stands in the record. */
    THE_RECORD_NAMES_THE_TOKEN,
    /** A caller that was told another outcome was told the one that counts. */
    THE_CALLER_WAS_TOLD_WHAT_COUNTS,
    /** Each request on the topic has an outcome or is a dead letter. */
    EVERY_REQUEST_ENDS,
    /** All outcomes of a request have one token hash, if any. */
    NEVER_TWO_TOKENS,
    /**
     * A later outcome says the same as the first, unless it is that of an auth service which answers differently each time,
     * or two instances answered at once and one of them was {@code unavailable} or {@code throttled} itself.
     */
    REPETITIONS_ARE_ALIKE,
    /** All outcomes of a request are on one partition, so that one of them is the first. */
    OUTCOMES_ARE_ORDERED,
    /** Each outcome belongs to a request on the topic. */
    NO_OUTCOME_WITHOUT_REQUEST,
    /** One caller makes one request, however often it is sent. */
    ONE_REQUEST_FOR_EACH_CALL,
    /** No two requests have the same token. */
    NO_TOKEN_TWICE,
    /** What was taken up after its deadline ends as {@code expired}. */
    NO_WORK_PAST_THE_DEADLINE,
    /** No caller waits for longer than its deadline. */
    NOBODY_WAITS_PAST_THE_DEADLINE,
    /** A request that Kafka acknowledged is on the topic. */
    WHAT_WAS_ACKNOWLEDGED_IS_THERE
}
