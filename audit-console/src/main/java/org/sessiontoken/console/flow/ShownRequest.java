package org.sessiontoken.console.flow;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.console.search.FlowJson.Account;
import org.sessiontoken.event.Outcome;
import org.sessiontoken.value.AuthServiceId;
import org.sessiontoken.value.CorrelationId;
import org.sessiontoken.value.IpAddress;
import org.sessiontoken.value.ReasonCode;
import org.sessiontoken.value.RequestId;
import org.sessiontoken.value.RequestorName;
import org.sessiontoken.value.TenantId;

/**
 * One request with its timeline.
 *
 * @param requestId names the request
 * @param correlationId names the call flow
 * @param tenantId the tenant
 * @param authServiceId the auth service
 * @param requestor who asked
 * @param callerAddress the address of whoever asked the requestor
 * @param account the account that the credential named
 * @param outcome how the request ended; null if there is no outcome
 * @param reason why it ended so
 * @param requestedAt when the request was made, by the requestor's clock
 * @param deadline when the requestor stops, or stopped, to wait
 * @param repliedAt when the outcome was known, by the broker's clock
 * @param tookMs how long whoever asked waited for the outcome, in milliseconds, as the list has it
 * @param attempts how often the request is on its topic
 * @param outcomes how many outcomes there are
 * @param differs whether the outcomes differ
 * @param startedAt where the timeline begins
 * @param spans the timeline
 * @param gaps what is missing
 * @param events the events, as far as Kafka has them
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ShownRequest(
        RequestId requestId,
        @Nullable CorrelationId correlationId,
        @Nullable TenantId tenantId,
        @Nullable AuthServiceId authServiceId,
        @Nullable RequestorName requestor,
        @Nullable IpAddress callerAddress,
        @Nullable Account account,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Outcome outcome,
        @Nullable ReasonCode reason,
        @Nullable Instant requestedAt,
        @Nullable Instant deadline,
        @Nullable Instant repliedAt,
        @Nullable Double tookMs,
        int attempts,
        int outcomes,
        boolean differs,
        Instant startedAt,
        List<Span> spans,
        List<Gap> gaps,
        List<ShownEvent> events) {}
