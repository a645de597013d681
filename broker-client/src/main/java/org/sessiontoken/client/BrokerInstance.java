package org.sessiontoken.client;

import java.util.concurrent.TimeUnit;

/** A broker instance, as {@link Hedging} sees it. */
final class BrokerInstance {

    final String name;

    /** When it answered last, or else was seen first. */
    long lastSign;

    boolean silent;
    long lastProbe;
    private boolean hasAnswered;
    private long silentSince;

    BrokerInstance(String name, long now) {
        this.name = name;
        this.lastSign = now;
    }

    boolean hasAnsweredSince(long time) {
        return hasAnswered && lastSign - time > 0;
    }

    void answered(long now, SilenceListener listener) {
        hasAnswered = true;
        lastSign = now;
        if (silent) {
            silent = false;
            listener.answersAgain(name, TimeUnit.NANOSECONDS.toMillis(now - silentSince));
        }
    }

    void fallsSilent(long now, SilenceListener listener) {
        if (!silent) {
            silent = true;
            silentSince = now;
            lastProbe = now;
            listener.isSilent(name, TimeUnit.NANOSECONDS.toMillis(now - lastSign));
        }
    }

    /** Ends a silence that nothing else has ended: where no request may be repeated, nothing shows that it answers. */
    void lapse(long now) {
        if (silent && now - silentSince >= Hedging.MAX_SILENCE.toNanos()) {
            silent = false;
            lastSign = now;
        }
    }

    boolean isProbeDue(long now, long period) {
        return silent && now - lastProbe >= period;
    }
}
