package org.sessiontoken.console.board;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.event.AuthServiceCodec;

/** Tells how much the auth services had to do of late. */
interface RecentLoad {

    /** The load of each auth service that had any. */
    Map<AuthServiceCodec.Key, ServiceLoad> of(Duration lately);

    /**
     * The load of one auth service.
     *
     * @param requests how many requests it had
     * @param refusedByReason how many of them were refused, or got no answer, by reason
     * @param p50Ms half of the outcomes took no longer, in milliseconds; null if there were none
     * @param p99Ms 99 of 100 outcomes took no longer; null if there were none
     */
    record ServiceLoad(
            long requests,
            Map<String, Long> refusedByReason,
            @Nullable Double p50Ms,
            @Nullable Double p99Ms) {

        /** Copies the map. */
        public ServiceLoad {
            refusedByReason = Map.copyOf(refusedByReason);
        }
    }
}
