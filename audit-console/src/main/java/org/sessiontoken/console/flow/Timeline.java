package org.sessiontoken.console.flow;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.console.event.ReadEvent.Answered;
import org.sessiontoken.console.event.ReadEvent.Asked;
import org.sessiontoken.console.flow.Span.What;
import org.sessiontoken.console.index.RecordedTime;
import org.sessiontoken.event.Attempt;
import org.sessiontoken.event.BackendCall;
import org.sessiontoken.event.Outcome;
import org.sessiontoken.event.SessionTokenReplied;
import org.sessiontoken.event.SessionTokenRequested;
import org.sessiontoken.event.Timings;

/** Lays out the events of one request on a line of time, for one thread. */
final class Timeline {

    /** Kafka's clock tells milliseconds: what ends so little before it began says nothing about clocks. */
    private static final Duration ROUNDING = Duration.ofMillis(1);

    private final FlowEvents events;
    private final Instant start;
    private final List<Span> spans = new ArrayList<>();
    private boolean clocksDiffer;

    private Timeline(FlowEvents events, Instant start) {
        this.events = events;
        this.start = start;
    }

    /**
     * The spans of these events, none if no event tells a time.
     *
     * @param hasNoReply whether it is certain that no reply has come
     */
    static Timeline of(FlowEvents events, HttpAnswers answers, boolean hasNoReply) {
        Timeline timeline = new Timeline(events, events.start().orElse(Instant.EPOCH));
        events.asked().forEach(timeline::addSending);
        for (Answered reply : events.answered()) {
            timeline.addWork(reply.event().reply());
            timeline.addReply(reply);
        }
        timeline.addHttpAnswer(answers, hasNoReply);
        return timeline;
    }

    Instant start() {
        return start;
    }

    List<Span> spans() {
        return spans;
    }

    /** Whether something ended before it began. */
    boolean clocksDiffer() {
        return clocksDiffer;
    }

    private void addSending(Asked sending) {
        SessionTokenRequested request = sending.event().request();
        Attempt attempt = request.attempt();
        if (attempt.equals(Attempt.FIRST)) {
            add(What.SENT, attempt, request.requestedAt(), sending.loggedAt(), null, false);
        }
        @Nullable
        Instant taken = events.replyTo(sending)
                .map(reply -> reply.timings().receivedAt())
                .orElse(null);
        add(What.ON_THE_TOPIC, attempt, sending.loggedAt(), taken, null, false);
    }

    private void addWork(SessionTokenReplied reply) {
        Timings timings = reply.timings();
        Instant receivedAt = timings.receivedAt();
        Instant busyUntil = receivedAt;
        add(What.TAKEN, reply.attempt(), receivedAt, receivedAt, reply.instance(), true);
        int number = 1;
        for (BackendCall call : timings.calls()) {
            Instant called = receivedAt.plus(call.startedAfter());
            add(number == 1 ? What.OPENED : What.WAITED, number, busyUntil, called, null, true);
            busyUntil = called.plus(call.took());
            add(What.BACKEND_ATTEMPT, number, called, busyUntil, resultOf(call), true);
            number++;
        }
        // The calls are measured by another clock of the same machine, which differs by microseconds.
        Instant decided = timings.repliedAt().isBefore(busyUntil) ? busyUntil : timings.repliedAt();
        add(What.DECIDED, reply.attempt(), busyUntil, decided, reply.reason().value(), true);
    }

    private static String resultOf(BackendCall call) {
        return call.reason() == null ? "genuine" : call.reason().value();
    }

    private void addReply(Answered reply) {
        SessionTokenReplied outcome = reply.event().reply();
        add(
                What.REPLY,
                outcome.attempt(),
                outcome.timings().repliedAt(),
                reply.loggedAt(),
                outcome.outcome().code(),
                false);
    }

    private void addHttpAnswer(HttpAnswers answers, boolean hasNoReply) {
        Optional<SessionTokenRequested> request = events.request();
        if (hasNoReply && request.isPresent()) {
            addHttpAnswer(
                    answers.to(request.get().requestor(), Outcome.EXPIRED),
                    request.get().expiresAt());
        }
        if (!events.answered().isEmpty()) {
            Answered first = events.answered().get(0);
            SessionTokenReplied reply = first.event().reply();
            Optional<Instant> missed =
                    request.map(SessionTokenRequested::expiresAt).filter(first.loggedAt()::isAfter);
            addHttpAnswer(
                    answers.to(reply.requestor(), missed.isPresent() ? Outcome.EXPIRED : reply.outcome()),
                    missed.orElse(first.loggedAt()));
        }
    }

    private void addHttpAnswer(Optional<String> status, Instant at) {
        status.ifPresent(known -> add(What.HTTP_ANSWER, Attempt.FIRST, at, null, known, false));
    }

    private void add(
            What what, Attempt attempt, Instant from, @Nullable Instant to, @Nullable String result, boolean exact) {
        add(what, attempt.number(), from, to, result, exact);
    }

    private void add(
            What what, int number, Instant from, @Nullable Instant to, @Nullable String result, boolean exact) {
        if (to != null && to.plus(ROUNDING).isBefore(from)) {
            clocksDiffer = true;
        }
        @Nullable Double duration = to == null ? null : to.isBefore(from) ? Double.valueOf(0) : millis(from, to);
        spans.add(new Span(what, number, millis(start, from), duration, result, exact));
    }

    private static double millis(Instant from, Instant to) {
        return RecordedTime.millis(from, to);
    }
}
