package org.sessiontoken.client;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A partition of the request topic, as {@link Hedging} sees it. */
final class Partition {

    /** The requests on it that have no reply, the oldest first. */
    final Set<SentRequest> owed = new LinkedHashSet<>();

    @Nullable
    BrokerInstance owner;

    long ownedSince;

    Partition(long now) {
        this.ownedSince = now;
    }

    /** A new owner gets time for what the last one has left. */
    void ownedBy(@Nullable BrokerInstance now, long since) {
        if (owner != now) {
            owner = now;
            ownedSince = since;
        }
    }
}
