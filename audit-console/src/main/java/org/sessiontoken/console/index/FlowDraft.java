package org.sessiontoken.console.index;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.event.Outcome;
import org.sessiontoken.event.ReplyEvent;
import org.sessiontoken.event.RequestEvent;
import org.sessiontoken.event.SessionTokenReplied;
import org.sessiontoken.event.SessionTokenRequested;
import org.sessiontoken.value.AccountId;
import org.sessiontoken.value.IpAddress;
import org.sessiontoken.value.TokenHash;

/**
 * A request and its outcomes while their records are put together, in whichever order they are read. The first outcome counts:
 * the one that Kafka got first. For one thread.
 */
public final class FlowDraft {

    private final String requestId;
    private final @Nullable FlowRow before;
    private String correlationId = "";
    private @Nullable String tenantId;
    private @Nullable String authServiceId;
    private String requestor = "";
    private @Nullable IpAddress callerAddress;
    private @Nullable Outcome outcome;
    private @Nullable String reason;
    private @Nullable AccountId account;
    private @Nullable TokenHash tokenHash;
    private @Nullable Long requested;
    private @Nullable Long replied;
    private @Nullable Long tookMicros;
    private @Nullable Long lifetimeMicros;
    private @Nullable Place request;
    private @Nullable Place reply;
    private final Set<Place> further = new LinkedHashSet<>();
    private int attempts = 1;
    private int requests;
    private int outcomes;
    private boolean differs;

    /** Nothing is known yet of the request with this ID. */
    public FlowDraft(String requestId) {
        this.requestId = requestId;
        this.before = null;
    }

    /** What the index knows already. */
    FlowDraft(
            FlowRow row,
            @Nullable Place request,
            @Nullable Place reply,
            List<Place> further,
            @Nullable Long lifetimeMicros) {
        this.requestId = row.requestId();
        this.before = row;
        this.correlationId = row.correlationId();
        this.tenantId = row.kind().tenantId();
        this.authServiceId = row.kind().authServiceId();
        this.requestor = row.kind().requestor();
        this.callerAddress = row.callerAddress();
        this.outcome = row.kind().outcome();
        this.reason = row.kind().reason();
        this.account = row.account();
        this.tokenHash = row.tokenHash();
        this.requested = request == null ? null : (Long) row.at().toEpochMilli();
        this.replied = row.repliedAt() == null ? null : (Long) row.repliedAt().toEpochMilli();
        this.tookMicros = row.tookMicros();
        this.lifetimeMicros = lifetimeMicros;
        this.request = request;
        this.reply = reply;
        this.further.addAll(further);
        this.attempts = row.attempts();
        this.requests = request == null ? 0 : row.attempts();
        this.outcomes = row.outcomes();
        this.differs = row.differs();
    }

    /** Adds a record of the request topic, with the time at which Kafka got it. */
    public void add(Place place, long time, RequestEvent event) {
        SessionTokenRequested asked = event.request();
        requests++;
        attempts = Math.max(attempts, Math.max(requests, asked.attempt().number()));
        Long before = requested;
        if (before != null && before <= time) {
            further.add(place);
            return;
        }
        if (request != null) {
            further.add(request);
        }
        request = place;
        requested = time;
        correlationId = event.correlationId().value();
        tenantId = asked.tenantId().value();
        authServiceId = asked.authServiceId().value();
        requestor = asked.requestor().value();
        callerAddress = asked.callerAddress();
        lifetimeMicros = micros(Duration.between(asked.requestedAt(), asked.expiresAt()));
        tookMicros = took();
    }

    /** Adds a record of a reply topic, with the time at which Kafka got it. */
    public void add(Place place, long time, ReplyEvent event) {
        SessionTokenReplied answer = event.reply();
        outcomes++;
        attempts = Math.max(attempts, answer.attempt().number());
        Long before = replied;
        differs |= outcome != null
                && (outcome != answer.outcome() || !answer.reason().value().equals(reason));
        if (before != null && before <= time) {
            further.add(place);
            return;
        }
        if (reply != null) {
            further.add(reply);
        }
        reply = place;
        replied = time;
        outcome = answer.outcome();
        reason = answer.reason().value();
        account = answer.accountId();
        tokenHash = answer.tokenHash();
        tookMicros = micros(
                Duration.between(answer.timings().receivedAt(), answer.timings().repliedAt()));
        if (request == null) {
            correlationId = event.correlationId().value();
            tenantId = answer.tenantId() == null ? null : answer.tenantId().value();
            authServiceId = answer.authServiceId() == null
                    ? null
                    : answer.authServiceId().value();
            requestor = answer.requestor().value();
            callerAddress = answer.callerAddress();
        } else {
            tookMicros = took();
        }
    }

    private static long micros(Duration duration) {
        return Math.max(0, TimeUnit.NANOSECONDS.toMicros(duration.toNanos()));
    }

    /**
     * The broker knows microseconds, but not how long the request was on its topic before; Kafka knows that in milliseconds,
     * each of which may be one too many. Nobody waits beyond the deadline, and whatever expires was waited for until then,
     * whenever that was written.
     */
    private @Nullable Long took() {
        Long broker = tookMicros;
        Long lifetime = lifetimeMicros;
        if (broker != null && lifetime != null && outcome == Outcome.EXPIRED) {
            return lifetime;
        }
        Long from = requested;
        Long to = replied;
        if (broker == null || from == null || to == null) {
            return broker;
        }
        long kafka = TimeUnit.MILLISECONDS.toMicros(to - from - 1);
        long untilReply = Math.max(broker, kafka);
        return lifetime == null ? untilReply : Math.min(untilReply, lifetime);
    }

    /** The row as it is in the index, if it is there. */
    @Nullable
    FlowRow before() {
        return before;
    }

    @Nullable
    Place request() {
        return request;
    }

    @Nullable
    Place reply() {
        return reply;
    }

    Set<Place> further() {
        return further;
    }

    /** From the request to its deadline, by the requestor's clock; missing as long as the request is not read. */
    @Nullable
    Long lifetimeMicros() {
        return lifetimeMicros;
    }

    /** Whether it has both sides, so that nothing more is expected. */
    public boolean isComplete() {
        return request != null && reply != null;
    }

    /** What is known, as the row with this number. */
    public FlowRow row(long id) {
        List<Place> places = new ArrayList<>();
        if (request != null) {
            places.add(request);
        }
        if (reply != null) {
            places.add(reply);
        }
        places.addAll(further);
        Long began = requested == null ? replied : requested;
        return new FlowRow(
                id,
                requestId,
                correlationId,
                new FlowKind(tenantId, authServiceId, requestor, outcome, reason),
                callerAddress,
                account,
                tokenHash,
                Instant.ofEpochMilli(began == null ? 0 : began),
                replied == null ? null : Instant.ofEpochMilli(replied),
                tookMicros,
                attempts,
                outcomes,
                differs,
                places);
    }
}
