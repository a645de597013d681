package org.sessiontoken.broker.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.answering.letters.DeadLetters;
import org.sessiontoken.answering.offsets.OffsetTracker;
import org.sessiontoken.answering.topics.ReplyTopics;
import org.sessiontoken.answering.writing.WriteResult;
import org.sessiontoken.event.Attempt;
import org.sessiontoken.event.EventId;
import org.sessiontoken.event.Outcome;
import org.sessiontoken.event.ReplyCodec;
import org.sessiontoken.event.RequestCodec;
import org.sessiontoken.event.RequestEvent;
import org.sessiontoken.event.ReturnAddress;
import org.sessiontoken.event.SessionTokenReplied;
import org.sessiontoken.event.SessionTokenRequested;
import org.sessiontoken.event.Timings;
import org.sessiontoken.event.Topics;
import org.sessiontoken.keys.NamedKey;
import org.sessiontoken.sealing.SealingKey;
import org.sessiontoken.tracing.RequestTracing;
import org.sessiontoken.value.AccountId;
import org.sessiontoken.value.AuthServiceId;
import org.sessiontoken.value.CorrelationId;
import org.sessiontoken.value.Jwe;
import org.sessiontoken.value.ReasonCode;
import org.sessiontoken.value.RequestId;
import org.sessiontoken.value.RequestorName;
import org.sessiontoken.value.Secret;
import org.sessiontoken.value.TenantId;
import org.sessiontoken.value.TokenHash;

/**
 * Two instances, one partition with two requests, one partition with replies: a Kafka whose every step is chosen by whoever
 * enumerates them. A world is made anew for each path of steps.
 */
final class SmallWorld {

    /**
     * How often what may happen.
     *
     * @param crashes an instance is killed, and another one takes its place
     * @param standstills an instance stands still, and loses its partition unawares
     * @param rebalances an instance hands its partition over
     * @param deadlines the deadline of all requests passes
     */
    record Faults(int crashes, int standstills, int rebalances, int deadlines) {}

    private static final int NEVER = Integer.MAX_VALUE;
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration DEADLINE = Duration.ofSeconds(2);
    private static final Duration TAKE_OVER = Duration.ofSeconds(4);
    private static final RequestorName REQUESTOR = new RequestorName("requestor");
    private static final TopicPartition PARTITION = new TopicPartition(Topics.REQUESTS, 0);
    private static final List<ConsumerRecord<byte[], byte[]>> RECORDS = List.of(request(0), request(1));
    private static final SimpleMeterRegistry METERS = new SimpleMeterRegistry();
    private static final SealingKey KEY = new SealingKey(
            new RequestorName("dead-letters"), new NamedKey("test", "A256GCMKW", Secret.ofBytes(new byte[32])));

    private final List<Instance> instances = List.of(new Instance("a"), new Instance("b"));
    private final List<Reply> replies = new ArrayList<>();
    private final int requests;
    private Faults left;
    private Instant now = START;
    private int arrived = 1;
    private OffsetAndMetadata committed = new OffsetAndMetadata(0);
    private @Nullable Instance owner;
    private int time;
    private boolean overlapped;
    private boolean begunTwiceByHandover;
    private int deadlineAt = NEVER;
    private boolean settled;

    private final Faults faults;

    private SmallWorld(int requests, Faults faults) {
        this.requests = requests;
        this.faults = faults;
        this.left = faults;
    }

    static SmallWorld after(List<Integer> path, int requests, Faults faults) {
        SmallWorld world = new SmallWorld(requests, faults);
        for (int step : path) {
            world.time++;
            world.steps().get(step).run();
        }
        // What the path begins with has been looked at before.
        world.assertKept();
        return world;
    }

    /** What can happen now. */
    List<Runnable> steps() {
        List<Runnable> steps = new ArrayList<>();
        if (arrived < requests) {
            steps.add(() -> arrived++);
        }
        if (left.deadlines() > 0) {
            steps.add(() -> {
                left = new Faults(left.crashes(), left.standstills(), left.rebalances(), left.deadlines() - 1);
                now = now.plus(DEADLINE);
                deadlineAt = Math.min(deadlineAt, time);
            });
        }
        if (deadlineAt != NEVER && !settled) {
            steps.add(() -> settled = true);
        }
        instances.forEach(instance -> instance.addSteps(steps));
        return steps;
    }

    /** Everything that decides what may happen from here on. */
    String state() {
        StringBuilder state = new StringBuilder();
        state.append(left)
                .append(now)
                .append(arrived)
                .append(committed)
                .append(overlapped)
                .append(settled);
        state.append(owner == null ? "-" : owner.name);
        replies.forEach(reply -> state.append(reply.id).append(reply.outcome));
        instances.forEach(instance -> instance.describe(state));
        return state.toString();
    }

    /** Whether a handover is all that made the instances work side by side, and what is handed over may still be answered in time. */
    private boolean isOrderly() {
        return left.crashes() == faults.crashes() && left.standstills() == faults.standstills() && !settled;
    }

    /** What holds after every step. */
    private void assertKept() {
        assertThat(begunTwiceByHandover)
                .as("what an instance has begun when it hands its partition over is not begun by the next one")
                .isFalse();
        for (int offset = 0; offset < committed.offset(); offset++) {
            String id = id(offset);
            assertThat(replies).as("a committed request has its outcome").anyMatch(reply -> reply.id.equals(id));
        }
        Map<String, Reply> firsts = new HashMap<>();
        instances.forEach(Instance::assertWorksOnEachRequestOnce);
        for (Reply reply : replies) {
            assertThat(reply.outcome != Outcome.EXPIRED || reply.checkedAt >= deadlineAt)
                    .as("nothing expires before it was looked for after the deadline")
                    .isTrue();
            Reply first = firsts.putIfAbsent(reply.id, reply);
            if (first != null) {
                assertThat(overlapped)
                        .as("only who works at the same time as another writes a second record")
                        .isTrue();
                assertThat(reply.outcome)
                        .as("a second record says what the first says")
                        .isEqualTo(first.outcome);
                assertThat(reply.checkedAt)
                        .as("whoever writes a second record could not know of the first")
                        .isLessThan(first.writtenAt);
            }
        }
        assertThat(replies.stream()
                        .filter(reply -> reply.token != null)
                        .map(Reply::token)
                        .distinct()
                        .count())
                .as("one token for each request")
                .isEqualTo(replies.stream()
                        .filter(reply -> reply.token != null)
                        .map(Reply::id)
                        .distinct()
                        .count());
    }

    /** What holds when nothing more can happen. */
    void assertEnded() {
        assertThat(committed.offset()).as("all is committed").isEqualTo(requests);
        for (int offset = 0; offset < requests; offset++) {
            assertThat(replies.stream().map(Reply::id)).contains(id(offset));
        }
    }

    private boolean isWritten(String id) {
        return replies.stream().anyMatch(reply -> reply.id.equals(id));
    }

    private boolean isWorkedOnBeside(Instance one, String id) {
        return instances.stream()
                .filter(other -> other != one)
                .anyMatch(other -> other.works().contains(id));
    }

    private static String id(long offset) {
        return "request-" + offset;
    }

    private static ConsumerRecord<byte[], byte[]> request(int offset) {
        ProducerRecord<byte[], byte[]> record = RequestCodec.write(new RequestEvent(
                new CorrelationId("flow"),
                new SessionTokenRequested(
                        new RequestId(id(offset)),
                        new TenantId("tenant"),
                        new AuthServiceId("auth-service"),
                        List.of("Say"),
                        new Jwe("eyJ9.a.b.c.d"),
                        START,
                        START.plus(DEADLINE),
                        REQUESTOR),
                new ReturnAddress(Optional.empty(), Optional.empty(), Optional.of(0)),
                Optional.empty()));
        return new ConsumerRecord<>(
                record.topic(),
                0,
                offset,
                START.toEpochMilli(),
                TimestampType.LOG_APPEND_TIME,
                0,
                0,
                record.key(),
                record.value(),
                record.headers(),
                Optional.empty());
    }

    /**
     * A record on the reply partition.
     *
     * @param checkedAt when its instance last knew that there was none
     */
    private record Reply(
            String id, Outcome outcome, @Nullable String token, int checkedAt, int writtenAt) {}

    private record Evaluation(RequestEvent event, Instant at, CompletableFuture<SessionTokenReplied> answer) {}

    /** @param patient whether an outcome that is not there is waited for */
    private record Lookup(String id, boolean patient, CompletableFuture<Boolean> answer) {}

    /** @param isOfUse whether it is sent, though the deadline has passed */
    private record Write(
            ProducerRecord<byte[], byte[]> record, boolean isOfUse, CompletableFuture<WriteResult> result) {}

    /** A broker instance: its memory is lost in a crash. */
    private final class Instance {

        private final String name;
        private UnfinishedRecords unfinished = new UnfinishedRecords();
        private List<Evaluation> evaluations = new ArrayList<>();
        private List<Lookup> lookups = new ArrayList<>();
        private List<Write> writes = new ArrayList<>();
        private List<CompletableFuture<Void>> waits = new ArrayList<>();
        private List<Write> unacknowledged = new ArrayList<>();
        private Map<String, Integer> checkedAt = new HashMap<>();
        private long nanos;
        private Standstills standstills = new Standstills(() -> nanos, () -> 0, TAKE_OVER);
        private RequestDispatcher dispatcher = dispatcher();
        private @Nullable Session session;

        Instance(String name) {
            this.name = name;
        }

        private RequestDispatcher dispatcher() {
            DeadLetters deadLetters = new DeadLetters("broker", new RequestReading(), () -> KEY, METERS);
            ReplyTopics topics = new ReplyTopics(
                    Set.of(REQUESTOR), (topic, wanted) -> CompletableFuture.completedFuture(1), requestor -> true);
            // What a crash leaves behind must not reach the lists of the instance that takes its place.
            List<Evaluation> evaluating = evaluations;
            List<Lookup> looking = lookups;
            List<Write> writing = writes;
            List<CompletableFuture<Void>> waiting = waits;
            OutcomeWriter outcomes = new OutcomeWriter(
                    (record, until) -> add(writing, new Write(record, until.isEmpty(), new CompletableFuture<>()))
                            .result(),
                    (place, patience) -> add(
                                    looking, new Lookup(place.id(), !patience.isZero(), new CompletableFuture<>()))
                            .answer(),
                    deadline -> add(waiting, new CompletableFuture<>()));
            OutcomeLog log = new OutcomeLog(METERS, (key, outcome, duration) -> {});
            return new RequestDispatcher(
                    (event, span, at, partitions) -> {
                        String id = event.request().requestId().value();
                        begunTwiceByHandover |= isOrderly() && isWorkedOnBeside(this, id);
                        return add(evaluating, new Evaluation(event, at, new CompletableFuture<>()))
                                .answer();
                    },
                    new UnreadableRecords(
                            (request, why, at, letter) -> Optional.empty(), deadLetters, topics, outcomes, log),
                    deadLetters,
                    topics,
                    outcomes,
                    log,
                    new RequestSpans(RequestTracing.off(), name),
                    TAKE_OVER,
                    new Now());
        }

        private static <T> T add(List<T> list, T element) {
            list.add(element);
            return element;
        }

        void addSteps(List<Runnable> steps) {
            Session current = session;
            if (current == null) {
                if (owner == null) {
                    steps.add(this::assign);
                }
            } else {
                if (current.position < arrived) {
                    steps.add(() -> take(current));
                }
                if (owner == this && current.isCommittable()) {
                    steps.add(() -> committed = new OffsetAndMetadata(current.commit()));
                }
                if (owner == this && left.rebalances() > 0) {
                    steps.add(() -> handOver(current));
                }
                if (owner == this && left.standstills() > 0) {
                    steps.add(this::standStill);
                }
                if (owner != this) {
                    steps.add(this::leave);
                }
            }
            if (owner == this && left.crashes() > 0) {
                steps.add(this::crash);
            }
            evaluations.forEach(one -> steps.add(() -> evaluate(one)));
            lookups.stream()
                    .filter(one -> !one.patient() || !isOrderly() || isWritten(one.id()))
                    .forEach(one -> steps.add(() -> lookUp(one)));
            writes.forEach(one -> steps.add(() -> write(one)));
            if (settled) {
                waits.forEach(one -> steps.add(() -> settle(one)));
            }
            unacknowledged.forEach(one -> steps.add(() -> acknowledge(one)));
        }

        private void assign() {
            owner = this;
            session = new Session();
        }

        private void take(Session current) {
            ConsumerRecord<byte[], byte[]> record = RECORDS.get((int) current.position);
            current.position++;
            if (current.isFresh(record.offset())) {
                checkedAt.put(id(record.offset()), time);
            }
            boolean working = isWorking();
            current.records.receive(record);
            assertThat(current.stoodStill() && !working && isWorking())
                    .as("nothing begins after a standstill")
                    .isFalse();
            if (current.records.areStale()) {
                leave();
            }
        }

        private void evaluate(Evaluation one) {
            evaluations.remove(one);
            SessionTokenRequested request = one.event().request();
            boolean late = !now.isBefore(request.expiresAt());
            one.answer()
                    .complete(new SessionTokenReplied(
                            request.requestId(),
                            request.tenantId(),
                            request.authServiceId(),
                            REQUESTOR,
                            late ? Outcome.EXPIRED : Outcome.ISSUED,
                            new ReasonCode("test"),
                            null,
                            late ? null : new AccountId("account"),
                            late
                                    ? null
                                    : TokenHash.of(
                                            Secret.ofText(request.requestId().value())),
                            late ? null : new Jwe("eyJ9.a.b.c.d"),
                            late ? null : request.expiresAt(),
                            null,
                            new Timings(one.at(), now),
                            name,
                            Attempt.FIRST,
                            null));
        }

        private void lookUp(Lookup one) {
            lookups.remove(one);
            checkedAt.put(one.id(), time);
            one.answer().complete(isWritten(one.id()));
        }

        private void settle(CompletableFuture<Void> one) {
            waits.remove(one);
            one.complete(null);
        }

        private void write(Write one) {
            writes.remove(one);
            if (settled && !one.isOfUse()) {
                one.result().complete(WriteResult.LATE);
                return;
            }
            unacknowledged.add(one);
            String id = EventId.of(one.record().headers()).orElseThrow();
            SessionTokenReplied reply = ReplyCodec.read(new ConsumerRecord<>(
                            one.record().topic(),
                            0,
                            0,
                            0,
                            TimestampType.LOG_APPEND_TIME,
                            0,
                            0,
                            one.record().key(),
                            one.record().value(),
                            one.record().headers(),
                            Optional.empty()))
                    .reply();
            replies.add(new Reply(
                    id,
                    reply.outcome(),
                    reply.tokenHash() == null ? null : reply.tokenHash().toString(),
                    checkedAt.getOrDefault(id, NEVER),
                    time));
        }

        private void acknowledge(Write one) {
            unacknowledged.remove(one);
            one.result().complete(WriteResult.WRITTEN);
        }

        private void handOver(Session current) {
            left = new Faults(left.crashes(), left.standstills(), left.rebalances() - 1, left.deadlines());
            committed = current.handOver();
            overlapped |= isWorking();
            owner = null;
            leave();
        }

        private void standStill() {
            left = new Faults(left.crashes(), left.standstills() - 1, left.rebalances(), left.deadlines());
            overlapped |= isWorking();
            nanos += TAKE_OVER.toNanos();
            now = now.plus(TAKE_OVER);
            deadlineAt = Math.min(deadlineAt, time);
            owner = null;
        }

        private boolean isWorking() {
            return !evaluations.isEmpty() || !lookups.isEmpty() || !waits.isEmpty() || !writes.isEmpty();
        }

        private void leave() {
            Session last = Objects.requireNonNull(session);
            session = null;
            last.close();
            if (owner == this) {
                owner = null;
            }
        }

        private void crash() {
            left = new Faults(left.crashes() - 1, left.standstills(), left.rebalances(), left.deadlines());
            unfinished = new UnfinishedRecords();
            evaluations = new ArrayList<>();
            lookups = new ArrayList<>();
            writes = new ArrayList<>();
            waits = new ArrayList<>();
            unacknowledged = new ArrayList<>();
            checkedAt = new HashMap<>();
            dispatcher = dispatcher();
            session = null;
            owner = null;
        }

        void assertWorksOnEachRequestOnce() {
            assertThat(works()).as("an instance works on a request once").doesNotHaveDuplicates();
        }

        private List<String> works() {
            List<String> ids = new ArrayList<>();
            evaluations.forEach(one -> ids.add(one.event().request().requestId().value()));
            lookups.forEach(one -> ids.add(one.id()));
            writes.forEach(one -> EventId.of(one.record().headers()).ifPresent(ids::add));
            unacknowledged.forEach(one -> EventId.of(one.record().headers()).ifPresent(ids::add));
            return ids;
        }

        void describe(StringBuilder state) {
            state.append('|').append(name);
            Session current = session;
            if (current != null) {
                current.describe(state);
            }
            evaluations.forEach(one ->
                    state.append("e").append(one.event().request().requestId()).append(one.at()));
            lookups.forEach(one -> state.append(one.patient() ? "p" : "l").append(one.id()));
            state.append("s").append(waits.size());
            writes.forEach(
                    one -> state.append("w").append(EventId.of(one.record().headers())));
            unacknowledged.forEach(
                    one -> state.append("u").append(EventId.of(one.record().headers())));
            for (long offset = 0; offset < requests; offset++) {
                state.append(unfinished.find(PARTITION, offset) != null);
            }
        }

        /** A membership of the group. */
        private final class Session {

            private final OffsetTracker offsets = new OffsetTracker();
            private final EarlierRecords earlier = new EarlierRecords();
            private final StartedRecords records =
                    new StartedRecords(offsets, dispatcher, earlier, unfinished, standstills, standstills.count());
            private final long end;
            private final long begunAt = nanos;
            private long position;

            Session() {
                this.position = committed.offset();
                offsets.assigned(PARTITION, position);
                HandoverNote.of(committed)
                        .ifPresentOrElse(
                                note -> earlier.assigned(PARTITION, note),
                                () -> earlier.assigned(Map.of(PARTITION, (long) arrived)));
                this.end = earlier.end(PARTITION);
                committed = new OffsetAndMetadata(position);
            }

            boolean stoodStill() {
                return nanos > begunAt;
            }

            boolean isFresh(long offset) {
                return offset >= end;
            }

            boolean isCommittable() {
                return !offsets.committable().isEmpty();
            }

            long commit() {
                var committable = offsets.committable();
                offsets.acknowledged(committable);
                return committable.values().iterator().next().offset();
            }

            OffsetAndMetadata handOver() {
                return Objects.requireNonNull(Handover.notes(offsets.positions(List.of(PARTITION)), earlier)
                        .get(PARTITION));
            }

            void close() {
                records.close();
                earlier.revoked(List.of(PARTITION));
                offsets.forget(List.of(PARTITION)).forEach(unfinished::add);
            }

            void describe(StringBuilder state) {
                state.append(position).append('-').append(end).append('-').append(offsets.unfinished());
                state.append(offsets.committable()).append(offsets.maxSpan());
            }
        }
    }

    /** The time of this world. */
    private final class Now extends Clock {

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
