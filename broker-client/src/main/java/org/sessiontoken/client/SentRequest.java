package org.sessiontoken.client;

import java.util.function.IntConsumer;

/** A request on its way, as {@link Hedging} sees it, which alone changes it. */
final class SentRequest {

    /** The partitions of both sendings. A second one that is negative has not taken place. */
    int first;

    int second = -1;
    long owedSince;
    long repeatedAt;
    boolean left;
    private final boolean repeatable;
    private final IntConsumer sending;

    /**
     * A request that is not sent yet.
     *
     * @param repeatable whether it may be sent a second time
     * @param sending sends it a second time, to the partition that is given
     */
    SentRequest(boolean repeatable, IntConsumer sending) {
        this.repeatable = repeatable;
        this.sending = sending;
    }

    boolean isRepeatable() {
        return repeatable;
    }

    int second() {
        return second;
    }

    void sendAgain() {
        sending.accept(second);
    }
}
