package org.sessiontoken.client;

/**
 * How many requests may be sent a second time. Each request that is sent adds 5 % of a second sending, up to as many as may
 * be in flight. So whatever is in flight when an instance falls silent can be sent again, and over a longer time at most
 * every twentieth request is.
 */
final class HedgingBudget {

    /** Second sendings that each request adds. */
    static final double SHARE = 0.05;

    /** The part of the budget that is kept for better reasons: none. */
    static final double ALL = 0;

    /** Half of the budget is kept for instances that are known to be silent. */
    static final double HALF = 0.5;

    private final double max;
    private double left;

    /** A full budget. */
    HedgingBudget(int maxInFlight) {
        this.max = maxInFlight;
        this.left = maxInFlight;
    }

    void earn() {
        left = Math.min(max, left + SHARE);
    }

    boolean has(double kept) {
        return left - 1 >= max * kept;
    }

    boolean spend(double kept) {
        if (!has(kept)) {
            return false;
        }
        left -= 1;
        return true;
    }
}
