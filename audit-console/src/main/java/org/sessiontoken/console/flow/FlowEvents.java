package org.sessiontoken.console.flow;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.sessiontoken.console.event.EventPlace;
import org.sessiontoken.console.event.ReadEvent;
import org.sessiontoken.console.event.ReadEvent.Answered;
import org.sessiontoken.console.event.ReadEvent.Asked;
import org.sessiontoken.console.event.ReadEvent.SetAside;
import org.sessiontoken.event.Attempt;
import org.sessiontoken.event.SessionTokenReplied;
import org.sessiontoken.event.SessionTokenRequested;
import org.sessiontoken.event.Topics;
import org.sessiontoken.value.CorrelationId;

/**
 * The events of one request, by their kinds.
 *
 * @param all all of them, in the order in which they are shown
 * @param asked the request, and the same request again, in the order of Kafka's clock
 * @param answered its outcomes: the first one, by offset, counts
 * @param setAside its dead letters
 * @param deleted the places at which nothing is left
 */
record FlowEvents(
        List<ReadEvent> all,
        List<Asked> asked,
        List<Answered> answered,
        List<SetAside> setAside,
        List<EventPlace> deleted) {

    static FlowEvents of(List<ReadEvent> events) {
        Sorted sorted = new Sorted();
        events.forEach(event -> event.fold(sorted));
        sorted.asked.sort(Comparator.comparing(Asked::loggedAt)
                .thenComparing(event -> event.event().request().attempt().number()));
        sorted.answered.sort(
                Comparator.comparing((Answered event) -> event.place().partition())
                        .thenComparing(event -> event.place().offset()));
        return new FlowEvents(List.copyOf(events), sorted.asked, sorted.answered, sorted.setAside, sorted.deleted);
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

    /** The reply to this sending of the request, if there is one. */
    Optional<SessionTokenReplied> replyTo(Attempt attempt) {
        return answered.stream()
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
