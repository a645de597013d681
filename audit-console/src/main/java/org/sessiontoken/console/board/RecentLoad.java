package org.sessiontoken.console.board;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.event.AuthServiceCodec;

/** Tells how much the auth services had to do of late. */
interface RecentLoad {

    /** The load of each of these auth services that had any, and of all others together. */
    Loads of(Duration lately, Set<AuthServiceCodec.Key> services);

    /**
     * The load of auth services.
     *
     * @param byService that of each that was asked for and had any
     * @param others that of all others together, whose names anybody can make up
     * @param completeTo up to when no request is missing; the epoch if nothing can be said
     */
    record Loads(Map<AuthServiceCodec.Key, ServiceLoad> byService, ServiceLoad others, Instant completeTo) {

        /** Copies the map. */
        public Loads {
            byService = Map.copyOf(byService);
        }

        ServiceLoad of(AuthServiceCodec.Key service) {
            return byService.getOrDefault(service, ServiceLoad.NOTHING);
        }
    }

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

        static final ServiceLoad NOTHING = new ServiceLoad(0, Map.of(), null, null);

        /** Copies the map. */
        public ServiceLoad {
            refusedByReason = Map.copyOf(refusedByReason);
        }
    }
}
