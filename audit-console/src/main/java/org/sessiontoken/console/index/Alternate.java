package org.sessiontoken.console.index;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.event.ReplyEvent;
import org.sessiontoken.event.RequestEvent;
import org.sessiontoken.event.SessionTokenReplied;
import org.sessiontoken.event.SessionTokenRequested;
import org.sessiontoken.value.AccountId;
import org.sessiontoken.value.IpAddress;
import org.sessiontoken.value.TokenHash;

/**
 * What another record with the ID of a request says differently than the records that count. The contract forbids such a record, and
 * whoever may write can write one: the request is found by its values, too.
 *
 * @param place where the record is
 * @param at when Kafka got it
 * @param correlationId the call flow that it names
 * @param sent tenant, auth service and requestor, without an outcome
 * @param callerAddress the address of whoever asked the requestor, if it says so
 * @param account the account, if it is an outcome and names one
 * @param tokenHash the hash of the session token, if it is an outcome and has one
 */
public record Alternate(
        Place place,
        Instant at,
        String correlationId,
        FlowKind sent,
        @Nullable IpAddress callerAddress,
        @Nullable AccountId account,
        @Nullable TokenHash tokenHash) {

    static Alternate of(Place place, long time, RequestEvent event) {
        SessionTokenRequested asked = event.request();
        return new Alternate(
                place,
                Instant.ofEpochMilli(time),
                event.correlationId().value(),
                new FlowKind(
                        asked.tenantId().value(),
                        asked.authServiceId().value(),
                        asked.requestor().value(),
                        null,
                        null),
                asked.callerAddress(),
                null,
                null);
    }

    static Alternate of(Place place, long time, ReplyEvent event) {
        SessionTokenReplied answer = event.reply();
        return new Alternate(
                place,
                Instant.ofEpochMilli(time),
                event.correlationId().value(),
                new FlowKind(
                        answer.tenantId() == null ? null : answer.tenantId().value(),
                        answer.authServiceId() == null
                                ? null
                                : answer.authServiceId().value(),
                        answer.requestor().value(),
                        null,
                        null),
                answer.callerAddress(),
                answer.accountId(),
                answer.tokenHash());
    }

    /** Whether it says anything that the other does not; what it leaves out is no difference. */
    boolean differsFrom(Alternate other) {
        return differs(correlationId, other.correlationId)
                || differs(sent.tenantId(), other.sent.tenantId())
                || differs(sent.authServiceId(), other.sent.authServiceId())
                || differs(sent.requestor(), other.sent.requestor())
                || differs(callerAddress, other.callerAddress)
                || differs(account, other.account)
                || differs(tokenHash, other.tokenHash);
    }

    private static boolean differs(@Nullable Object one, @Nullable Object other) {
        return one != null && !Objects.equals(one, other);
    }
}
