package org.sessiontoken.console.index;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
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
 * A request and its outcomes while their records are put together: those of a partition in their order, those of several partitions in
 * any. The first request and the first outcome count, as the contract has it: the first record on its partition, and of several such
 * on different partitions the one that Kafka got first. Nothing else in the console decides it. For one thread.
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
    private final Map<Place, Alternate> alternates = new LinkedHashMap<>();
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
        row.alternates().forEach(alternate -> alternates.put(alternate.place(), alternate));
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
        if (!counts(place, time, request, requested)) {
            further.add(place);
            noteIfItDiffers(Alternate.of(place, time, event));
            return;
        }
        Alternate before = counting();
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
        noteIfItDiffers(before);
    }

    /** Whether a record counts, and not the one that did so far. Equal times are not left to the order of reading. */
    private boolean counts(Place place, long time, @Nullable Place first, @Nullable Long firstTime) {
        if (first == null || firstTime == null) {
            return true;
        }
        if (place.isOnThePartitionOf(first)) {
            return place.offset() < first.offset();
        }
        boolean isFirstOfItsPartition =
                further.stream().noneMatch(other -> other.isOnThePartitionOf(place) && other.offset() < place.offset());
        int later = Long.compare(time, firstTime);
        return isFirstOfItsPartition && (later < 0 || (later == 0 && place.compareTo(first) < 0));
    }

    /** What the records say that count now; null if there is none. */
    private @Nullable Alternate counting() {
        return request == null ? counting(reply, replied) : counting(request, requested);
    }

    /** The same, as if this one of them said all of it. */
    private @Nullable Alternate counting(@Nullable Place place, @Nullable Long time) {
        return place == null || time == null
                ? null
                : new Alternate(
                        place,
                        Instant.ofEpochMilli(time),
                        correlationId,
                        new FlowKind(tenantId, authServiceId, requestor, null, null),
                        callerAddress,
                        account,
                        tokenHash);
    }

    private void noteIfItDiffers(@Nullable Alternate said) {
        Alternate counting = counting();
        if (said != null && counting != null && said.differsFrom(counting)) {
            alternates.putIfAbsent(said.place(), said);
        }
    }

    /** Adds a record of a reply topic, with the time at which Kafka got it. */
    public void add(Place place, long time, ReplyEvent event) {
        SessionTokenReplied answer = event.reply();
        outcomes++;
        attempts = Math.max(attempts, answer.attempt().number());
        differs |= outcome != null
                && (outcome != answer.outcome() || !answer.reason().value().equals(reason));
        if (!counts(place, time, reply, replied)) {
            further.add(place);
            noteIfItDiffers(Alternate.of(place, time, event));
            return;
        }
        Alternate before = counting(reply, replied);
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
            noteIfItDiffers(Alternate.of(place, time, event));
        }
        noteIfItDiffers(before);
    }

    private static long micros(Duration duration) {
        return Math.max(0, RecordedTime.micros(duration));
    }

    /**
     * The broker knows microseconds, but not how long the request was on its topic before; Kafka knows that to the millisecond.
     * Nobody waits beyond the deadline, and whatever expires was waited for until then, whenever that was written.
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
        long kafka = TimeUnit.MILLISECONDS.toMicros(to - from);
        long untilReply = Math.max(broker, kafka);
        return lifetime == null ? untilReply : Math.min(untilReply, lifetime);
    }

    /** The row as it is in the index, if it is there. */
    @Nullable
    FlowRow before() {
        return before;
    }

    /** The request that counts, if any is read. */
    public @Nullable Place request() {
        return request;
    }

    /** The outcome that counts, if any is read. */
    public @Nullable Place reply() {
        return reply;
    }

    Set<Place> further() {
        return further;
    }

    /** What other records say differently than those that count. */
    private List<Alternate> alternates() {
        Alternate counting = counting();
        return counting == null
                ? List.of()
                : alternates.values().stream()
                        .filter(alternate -> alternate.differsFrom(counting))
                        .toList();
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
                places,
                alternates());
    }
}
