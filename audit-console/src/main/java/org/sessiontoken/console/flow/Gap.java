package org.sessiontoken.console.flow;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What is missing in a timeline, or is there although it should not be. */
public enum Gap {
    /** The deadline has passed, all events up to then are known, and none of them is an outcome. */
    NO_REPLY,
    /** There is no outcome, and there is time left for it. */
    NOT_ANSWERED_YET,
    /** Whether there is an outcome is not known yet: the console has not read that far. */
    NOT_READ_YET,
    /** Whether there is an outcome cannot be seen: the console does not read the requestor's reply topic. */
    OUTCOME_NOT_SEEN,
    /** The outcome came when the requestor had stopped waiting. */
    ANSWERED_AFTER_ITS_DEADLINE,
    /** The same request is on its topic more than once. */
    THE_SAME_REQUEST_AGAIN,
    /** Requests with this ID differ in what they ask for, which the contract forbids: the first one counts. */
    REQUESTS_DIFFER,
    /** There is more than one outcome: the first one counts. */
    ANOTHER_OUTCOME,
    /** The outcomes differ in more than who gave them and when. */
    OUTCOMES_DIFFER,
    /** The request could not be read, and is a dead letter. */
    COULD_NOT_BE_READ,
    /** The request is not known, or Kafka has deleted it: requests are kept for a shorter time than replies. */
    REQUEST_IS_GONE,
    /** There is an outcome and no request: the request topic was read from its beginning, and has none with this ID. */
    NO_REQUEST,
    /** Kafka has deleted the reply. */
    REPLY_IS_GONE,
    /** The console has failed to lay out the events of this request. */
    NOT_DRAWN,
    /** Something ended before it began: the clocks of two machines differ. */
    CLOCKS_DIFFER;

    private final String code = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** The name in answers. */
    @JsonValue
    public String code() {
        return code;
    }
}
