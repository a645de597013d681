package org.sessiontoken.console.flow;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.console.event.EventPlace;
import org.sessiontoken.console.event.ReadEvent;
import org.sessiontoken.console.event.ReadEvent.Answered;
import org.sessiontoken.console.event.ReadEvent.Asked;
import org.sessiontoken.console.event.ReadEvent.SetAside;
import org.sessiontoken.console.index.FlowDraft;
import org.sessiontoken.console.index.Place;
import org.sessiontoken.event.Attempt;
import org.sessiontoken.event.RequestEvent;
import org.sessiontoken.event.SessionTokenReplied;
import org.sessiontoken.event.SessionTokenRequested;
import org.sessiontoken.event.Topics;
import org.sessiontoken.value.CorrelationId;

/**
 * The events of one request, by their kinds.
 *
 * @param all all of them, in the order in which they are shown
 * @param asked the request that counts, and what was sent again with its ID, in the order of Kafka's clock
 * @param answered its outcomes: the first of the list counts
 * @param setAside its dead letters
 * @param deleted the places at which nothing is left
 * @param tookMicros how long it took, as the list has it; null if there is no request, or no outcome
 */
record FlowEvents(
        List<ReadEvent> all,
        List<Asked> asked,
        List<Answered> answered,
        List<SetAside> setAside,
        List<EventPlace> deleted,
        @Nullable Long tookMicros) {

    static FlowEvents of(List<ReadEvent> events) {
        Sorted sorted = new Sorted();
        events.forEach(event -> event.fold(sorted));
        sorted.asked.sort(Comparator.comparing(event -> place(event.place())));
        sorted.answered.sort(Comparator.comparing(event -> place(event.place())));
        FlowDraft draft = new FlowDraft("");
        sorted.asked.forEach(
                event -> draft.add(place(event.place()), event.loggedAt().toEpochMilli(), event.event()));
        sorted.answered.forEach(
                event -> draft.add(place(event.place()), event.loggedAt().toEpochMilli(), event.event()));
        sorted.asked.sort(Comparator.comparing(
                        (Asked event) -> !place(event.place()).equals(draft.request()))
                .thenComparing(Asked::loggedAt)
                .thenComparing(event -> event.event().request().attempt().number()));
        sorted.answered.sort(
                Comparator.comparing((Answered event) -> !place(event.place()).equals(draft.reply()))
                        .thenComparing(event -> place(event.place())));
        return new FlowEvents(
                List.copyOf(events),
                sorted.asked,
                sorted.answered,
                sorted.setAside,
                sorted.deleted,
                draft.isComplete() ? draft.row(0).tookMicros() : null);
    }

    private static Place place(EventPlace event) {
        return new Place(event.topic(), event.partition(), event.offset());
    }

    /** The request as it was first sent. */
    Optional<SessionTokenRequested> request() {
        return asked.stream().findFirst().map(event -> event.event().request());
    }

    /** What the request has in common with others. */
    Optional<CorrelationId> correlationId() {
        return asked.stream()
                .map(event -> event.event().correlationId())
                .findFirst()
                .or(() -> answered.stream()
                        .map(event -> event.event().correlationId())
                        .findFirst())
                .or(() -> setAside.stream()
                        .map(event -> event.letter().correlationId())
                        .filter(Objects::nonNull)
                        .findFirst());
    }

    /** The outcome. */
    Optional<SessionTokenReplied> outcome() {
        return answered.stream().findFirst().map(event -> event.event().reply());
    }

    /** The reply to this sending of the request, if there is one; the same sending once more has none of its own. */
    Optional<SessionTokenReplied> replyTo(Asked sending) {
        CorrelationId correlation = sending.event().correlationId();
        Attempt attempt = sending.event().request().attempt();
        boolean isFirst = asked.stream()
                .filter(other -> other.event().correlationId().equals(correlation)
                        && other.event().request().attempt().equals(attempt))
                .findFirst()
                .filter(sending::equals)
                .isPresent();
        return answered.stream()
                .filter(reply -> isFirst && reply.event().correlationId().equals(correlation))
                .map(event -> event.event().reply())
                .filter(reply -> reply.attempt().equals(attempt))
                .findFirst();
    }

    /** The earliest time that an event tells, where the timeline begins. */
    Optional<Instant> start() {
        List<Instant> times = new ArrayList<>();
        asked.forEach(event -> {
            times.add(event.event().request().requestedAt());
            times.add(event.loggedAt());
        });
        answered.forEach(event -> times.add(event.event().reply().timings().receivedAt()));
        setAside.forEach(event -> times.add(event.letter().foundAt()));
        return times.stream().min(Comparator.naturalOrder());
    }

    boolean differ() {
        return answered.stream()
                        .map(event -> sameButForItsWriter(event.event().reply()))
                        .distinct()
                        .count()
                > 1;
    }

    /** Whether requests with this ID differ in what they ask for. */
    boolean requestsDiffer() {
        return asked.stream()
                        .map(event -> FlowEvents.asksFor(event.event()))
                        .distinct()
                        .count()
                > 1;
    }

    private static List<@Nullable Object> asksFor(RequestEvent event) {
        SessionTokenRequested request = event.request();
        return Arrays.asList(
                event.correlationId(),
                request.tenantId(),
                request.authServiceId(),
                request.requestor(),
                request.callerAddress());
    }

    private SessionTokenReplied sameButForItsWriter(SessionTokenReplied reply) {
        SessionTokenReplied first = answered.get(0).event().reply();
        return new SessionTokenReplied(
                reply.requestId(),
                reply.tenantId(),
                reply.authServiceId(),
                reply.requestor(),
                reply.outcome(),
                reply.reason(),
                reply.detail(),
                reply.accountId(),
                reply.tokenHash(),
                reply.sessionToken(),
                reply.expiresAt(),
                reply.retryAfter(),
                first.timings(),
                first.instance(),
                first.attempt(),
                reply.callerAddress());
    }

    boolean hasLostItsRequest() {
        return deleted.stream().anyMatch(place -> place.topic().equals(Topics.REQUESTS));
    }

    boolean hasLostAReply() {
        return deleted.stream().anyMatch(place -> place.topic().startsWith(Topics.REPLIES_PREFIX));
    }

    private static final class Sorted implements ReadEvent.Cases<Boolean> {

        private final List<Asked> asked = new ArrayList<>();
        private final List<Answered> answered = new ArrayList<>();
        private final List<SetAside> setAside = new ArrayList<>();
        private final List<EventPlace> deleted = new ArrayList<>();

        @Override
        public Boolean asked(Asked event) {
            return asked.add(event);
        }

        @Override
        public Boolean answered(Answered event) {
            return answered.add(event);
        }

        @Override
        public Boolean setAside(SetAside event) {
            return setAside.add(event);
        }

        @Override
        public Boolean unreadable(ReadEvent.Unreadable event) {
            return false;
        }

        @Override
        public Boolean deleted(ReadEvent.Deleted event) {
            return deleted.add(event.place());
        }

        @Override
        public Boolean undecodable(ReadEvent.Undecodable event) {
            return false;
        }
    }
}
