package org.sessiontoken.console.board;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.console.board.Breakers.InstanceBreaker;
import org.sessiontoken.console.board.RecentLoad.ServiceLoad;
import org.sessiontoken.console.deadletter.RecentLetters;
import org.sessiontoken.console.index.ReadUpTo;
import org.sessiontoken.event.AuthServiceCodec;
import org.sessiontoken.event.AuthServiceDescribed;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows the board. */
@RestController
final class BoardController {

    private static final String NO_CHANGE_KNOWN = "no-change-known";
    private static final String NOT_READ_YET = "not-read-yet";

    private final PublishedServices catalogue;
    private final Breakers breakers;
    private final RecentLetters letters;
    private final RecentLoad load;
    private final BrokerGroup brokers;
    private final Duration lately;
    private final Clock clock;

    BoardController(
            PublishedServices catalogue,
            Breakers breakers,
            RecentLetters letters,
            RecentLoad load,
            BrokerGroup brokers,
            Duration lately,
            Clock clock) {
        this.catalogue = catalogue;
        this.breakers = breakers;
        this.letters = letters;
        this.load = load;
        this.brokers = brokers;
        this.lately = lately;
        this.clock = clock;
    }

    @GetMapping("/api/board")
    Board board() {
        // First: what is read meanwhile is shown, too.
        Optional<Instant> asOf = letters.asOf();
        boolean read = asOf.isPresent();
        Optional<BrokerLag> lag = brokers.lag();
        Set<AuthServiceCodec.Key> services = catalogue.services();
        RecentLoad.Loads loads = load.of(lately, services);
        ReadUpTo upTo = ReadUpTo.of(
                asOf.map(time -> time.isBefore(loads.completeTo()) ? time : loads.completeTo()), clock.instant());
        return new Board(
                services.stream()
                        .sorted(Comparator.comparing((AuthServiceCodec.Key key) ->
                                        key.tenantId().value())
                                .thenComparing(key -> key.authServiceId().value()))
                        .map(key -> service(key, loads.of(key), lag.map(BrokerLag::names), read))
                        .toList(),
                others(loads.others()),
                lag.orElse(null),
                letters.counts().entrySet().stream()
                        .map(count -> new Board.Reason(count.getKey(), count.getValue()))
                        .toList(),
                lately.toSeconds(),
                read,
                upTo.asOf(),
                upTo.stale());
    }

    private Board.@Nullable Others others(ServiceLoad had) {
        return had.requests() == 0
                ? null
                : new Board.Others(perSecond(had), had.refusedByReason(), had.p50Ms(), had.p99Ms());
    }

    private double perSecond(ServiceLoad had) {
        return had.requests() / (double) lately.toSeconds();
    }

    private Board.Service service(AuthServiceCodec.Key key, ServiceLoad had, Optional<Set<String>> live, boolean read) {
        List<InstanceBreaker> instances = breakers.of(key, live);
        Optional<AuthServiceDescribed> published = catalogue.find(key);
        Optional<InstanceBreaker> worst = instances.stream().findFirst();
        return new Board.Service(
                key.tenantId(),
                key.authServiceId(),
                worst.map(breaker -> breaker.state().code()).orElse(read ? NO_CHANGE_KNOWN : NOT_READ_YET),
                worst.map(InstanceBreaker::since).orElse(null),
                instances,
                perSecond(had),
                had.refusedByReason(),
                had.p50Ms(),
                had.p99Ms(),
                published.map(AuthServiceDescribed::repeatable).orElse(null),
                published.map(AuthServiceDescribed::requestsPerSecond).orElse(null));
    }
}
