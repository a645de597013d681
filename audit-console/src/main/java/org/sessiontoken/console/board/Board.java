package org.sessiontoken.console.board;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.console.board.Breakers.InstanceBreaker;
import org.sessiontoken.value.AuthServiceId;
import org.sessiontoken.value.ReasonCode;
import org.sessiontoken.value.TenantId;

/**
 * What the board shows.
 *
 * @param authServices the auth services of the catalogue
 * @param notInCatalogue what was asked of any others, which anybody can make up; null if nothing was
 * @param brokers how far the brokers are; null if Kafka does not tell it
 * @param deadLetters how many dead letters there are for each reason
 * @param latelySeconds how far back rates, refusals and latencies are taken from
 * @param read whether the catalogue, the breakers' changes and the dead letters were read to their ends; before that, more may be there
 * @param asOf all is shown that was there at this time; missing if nothing can be said
 * @param stale whether that is long ago: Kafka does not answer, or is not read on, and nobody knows what has come since
 */
record Board(
        List<Service> authServices,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Others notInCatalogue,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable BrokerLag brokers,
        List<Reason> deadLetters,
        long latelySeconds,
        boolean read,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant asOf,
        boolean stale) {

    /**
     * An auth service.
     *
     * @param tenantId the tenant
     * @param authServiceId the auth service
     * @param breaker the worst state of its circuit breakers; no-change-known if there is no change of one: then it is closed, or there
     *     is none; not-read-yet if no change was read yet and more may be there
     * @param since when that state began
     * @param instances the breakers of the broker instances
     * @param perSecond how many requests a second it had of late
     * @param refusedByReason how many of them were not issued, by reason
     * @param p50Ms half of the outcomes took no longer, in milliseconds
     * @param p99Ms 99 of 100 outcomes took no longer
     * @param repeatable whether it may be asked about the same request twice; null if it has just left the catalogue
     * @param rateLimit how many requests a second each broker instance takes; null if that is not limited
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Service(
            TenantId tenantId,
            AuthServiceId authServiceId,
            String breaker,
            @Nullable Instant since,
            List<InstanceBreaker> instances,
            double perSecond,
            Map<String, Long> refusedByReason,
            @Nullable Double p50Ms,
            @Nullable Double p99Ms,
            @Nullable Boolean repeatable,
            @Nullable Integer rateLimit) {}

    /**
     * All auth services together that are not in the catalogue.
     *
     * @param perSecond how many requests a second they had of late
     * @param refusedByReason how many of them were not issued, by reason
     * @param p50Ms half of the outcomes took no longer, in milliseconds
     * @param p99Ms 99 of 100 outcomes took no longer
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Others(
            double perSecond,
            Map<String, Long> refusedByReason,
            @Nullable Double p50Ms,
            @Nullable Double p99Ms) {}

    /**
     * Why records could not be read.
     *
     * @param reason why
     * @param count how many of them
     */
    record Reason(ReasonCode reason, int count) {}
}
