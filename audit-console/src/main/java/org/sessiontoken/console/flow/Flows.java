package org.sessiontoken.console.flow;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.console.deadletter.KnownLetter;
import org.sessiontoken.console.deadletter.RecentLetters;
import org.sessiontoken.console.event.EventPlace;
import org.sessiontoken.console.event.EventReader;
import org.sessiontoken.console.event.ReadEvent;
import org.sessiontoken.console.flow.KnownFlows.Found;
import org.sessiontoken.console.flow.KnownFlows.KnownRequest;
import org.sessiontoken.console.index.Coverage;
import org.sessiontoken.console.index.FlowRow;
import org.sessiontoken.console.search.FlowJson.Account;
import org.sessiontoken.event.SessionTokenReplied;
import org.sessiontoken.event.SessionTokenRequested;
import org.sessiontoken.event.Topics;
import org.sessiontoken.telemetry.Failures;
import org.sessiontoken.telemetry.LogKeys;
import org.sessiontoken.value.AccountId;
import org.sessiontoken.value.CorrelationId;
import org.sessiontoken.value.RequestId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the events of requests and lays them out. Safe for all threads; it waits for Kafka. */
public final class Flows {

    private static final Logger LOG = LoggerFactory.getLogger(Flows.class);
    private static final double MICROS_PER_MILLI = 1_000;

    private final KnownFlows known;
    private final RecentLetters deadLetters;
    private final EventReader reader;
    private final FlowProperties properties;
    private final Clock clock;

    Flows(KnownFlows known, RecentLetters deadLetters, EventReader reader, FlowProperties properties, Clock clock) {
        this.known = known;
        this.deadLetters = deadLetters;
        this.reader = reader;
        this.properties = properties;
        this.clock = clock;
    }

    /**
     * Shows requests that were found somewhere else than in the index.
     *
     * @param rows the requests, the newest first
     * @param coverage what was looked at to find them
     */
    public static Flows ofRows(
            List<FlowRow> rows, Coverage coverage, RecentLetters deadLetters, EventReader reader, Clock clock) {
        return new Flows(new FoundFlows(rows, coverage), deadLetters, reader, FlowProperties.defaults(), clock);
    }

    /** The flow of a correlation ID; without requests if none is known. */
    public ShownFlow ofCorrelation(CorrelationId correlationId, Function<AccountId, Account> accounts) {
        return flow(
                known.ofCorrelation(correlationId, properties.maxRequests() + 1),
                deadLetters.of(correlationId),
                correlationId,
                accounts);
    }

    /** The flow of one request; without requests if it is not known. */
    public ShownFlow ofRequest(RequestId requestId, Function<AccountId, Account> accounts) {
        return flow(known.withId(requestId), deadLetters.of(requestId), null, accounts);
    }

    private ShownFlow flow(
            Found indexed,
            List<KnownLetter> letters,
            @Nullable CorrelationId wanted,
            Function<AccountId, Account> accounts) {
        List<KnownRequest> all = Stream.concat(
                        indexed.requests().stream(), letters.stream().map(Flows::requestOf))
                .collect(Collectors.toMap(
                        KnownRequest::requestId, Function.identity(), KnownRequest::and, LinkedHashMap::new))
                .values()
                .stream()
                .toList();
        boolean more = all.size() > properties.maxRequests();
        List<KnownRequest> found = all.stream()
                .limit(properties.maxRequests())
                .map(this::withDeadLetters)
                .toList();
        Map<EventPlace, ReadEvent> events =
                reader
                        .read(found.stream()
                                .flatMap(request -> request.places().stream())
                                .toList())
                        .stream()
                        .collect(Collectors.toMap(ReadEvent::place, Function.identity()));
        // What is not answered may be a dead letter.
        Instant completeTo =
                earlier(indexed.coverage().completeTo(), deadLetters.asOf().orElse(Instant.MIN));
        Gaps gaps = new Gaps(
                clock.instant(),
                completeTo,
                indexed.coverage().unseenRequestors(),
                deadLetters.isRead() && indexed.coverage().hasAllRequests());
        List<ShownRequest> shown = found.stream()
                .map(request -> drawn(request, events, gaps, accounts))
                .toList();
        return new ShownFlow(
                // Others of its requests may have been sent first with another one.
                wanted != null
                        ? wanted
                        : shown.stream()
                                .map(ShownRequest::correlationId)
                                .filter(Objects::nonNull)
                                .findFirst()
                                .orElse(null),
                shown,
                more,
                indexed.coverage());
    }

    /** Whatever somebody has written into one request, the others of the flow are shown. */
    private ShownRequest drawn(
            KnownRequest request, Map<EventPlace, ReadEvent> all, Gaps gaps, Function<AccountId, Account> accounts) {
        try {
            return shown(request, all, gaps, accounts);
        } catch (Throwable failure) {
            LOG.atError()
                    .addKeyValue(LogKeys.REQUEST_ID, request.requestId())
                    .addKeyValue(LogKeys.EXCEPTION, Failures.stackTrace(failure))
                    .log("A request cannot be drawn");
            return ShownRequest.notDrawn(request.requestId(), clock.instant());
        }
    }

    private KnownRequest withDeadLetters(KnownRequest request) {
        return deadLetters.of(request.requestId()).stream()
                .map(Flows::requestOf)
                .reduce(request, KnownRequest::and);
    }

    /** The record that could not be read, and its dead letter. */
    private static KnownRequest requestOf(KnownLetter letter) {
        KnownLetter.Place record = letter.record();
        return new KnownRequest(
                letter.knownAs(),
                List.of(
                        new EventPlace(record.topic(), record.partition(), record.offset()),
                        new EventPlace(Topics.DEAD_LETTERS, letter.partition(), letter.offset())));
    }

    private ShownRequest shown(
            KnownRequest request, Map<EventPlace, ReadEvent> all, Gaps gaps, Function<AccountId, Account> accounts) {
        FlowEvents events = FlowEvents.of(request.places().stream()
                .distinct()
                .map(all::get)
                .filter(Objects::nonNull)
                .toList());
        Timeline timeline = Timeline.of(events, new HttpAnswers(properties.httpRequestors()), gaps.hasNoReply(events));
        Optional<SessionTokenRequested> asked = events.request();
        Optional<SessionTokenReplied> outcome = events.outcome();
        Long tookMicros = events.tookMicros();
        EventDisplay display =
                new EventDisplay(account -> accounts.apply(account).text());
        return new ShownRequest(
                request.requestId(),
                events.correlationId().orElse(null),
                either(asked.map(SessionTokenRequested::tenantId), outcome.map(SessionTokenReplied::tenantId)),
                either(
                        asked.map(SessionTokenRequested::authServiceId),
                        outcome.map(SessionTokenReplied::authServiceId)),
                either(asked.map(SessionTokenRequested::requestor), outcome.map(SessionTokenReplied::requestor)),
                either(
                        asked.map(SessionTokenRequested::callerAddress),
                        outcome.map(SessionTokenReplied::callerAddress)),
                outcome.map(SessionTokenReplied::accountId).map(accounts).orElse(null),
                outcome.map(SessionTokenReplied::outcome).orElse(null),
                outcome.map(SessionTokenReplied::reason).orElse(null),
                asked.map(SessionTokenRequested::requestedAt).orElse(null),
                asked.map(SessionTokenRequested::expiresAt).orElse(null),
                outcome.map(reply -> reply.timings().repliedAt()).orElse(null),
                tookMicros == null ? null : (Double) (tookMicros / MICROS_PER_MILLI),
                events.asked().size(),
                events.answered().size(),
                events.differ(),
                timeline.start(),
                timeline.spans(),
                gaps.in(events, timeline.clocksDiffer()),
                events.all().stream().map(event -> event.fold(display)).toList());
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static <T> @Nullable T either(Optional<T> first, Optional<T> second) {
        return first.or(() -> second).orElse(null);
    }
}
