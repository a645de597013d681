package org.sessiontoken.console.board;

import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sessiontoken.console.board.Breakers.InstanceBreaker;
import org.sessiontoken.console.board.RecentLoad.ServiceLoad;
import org.sessiontoken.console.deadletter.RecentLetters;
import org.sessiontoken.event.AuthServiceCodec;
import org.sessiontoken.event.AuthServiceDescribed;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows the board. */
@RestController
final class BoardController {

    private static final ServiceLoad NOTHING = new ServiceLoad(0, Map.of(), null, null);

    private final PublishedServices catalogue;
    private final Breakers breakers;
    private final RecentLetters letters;
    private final RecentLoad load;
    private final BrokerGroup brokers;
    private final Duration lately;

    BoardController(
            PublishedServices catalogue,
            Breakers breakers,
            RecentLetters letters,
            RecentLoad load,
            BrokerGroup brokers,
            Duration lately) {
        this.catalogue = catalogue;
        this.breakers = breakers;
        this.letters = letters;
        this.load = load;
        this.brokers = brokers;
        this.lately = lately;
    }

    @GetMapping("/api/board")
    Board board() {
        Optional<BrokerLag> lag = brokers.lag();
        Map<AuthServiceCodec.Key, ServiceLoad> loads = load.of(lately);
        Set<AuthServiceCodec.Key> services = new LinkedHashSet<>(catalogue.services());
        services.addAll(breakers.services());
        services.addAll(loads.keySet());
        return new Board(
                services.stream()
                        .sorted(Comparator.comparing((AuthServiceCodec.Key key) ->
                                        key.tenantId().value())
                                .thenComparing(key -> key.authServiceId().value()))
                        .map(key -> service(key, loads.getOrDefault(key, NOTHING), lag.map(BrokerLag::names)))
                        .toList(),
                lag.orElse(null),
                letters.counts().entrySet().stream()
                        .map(count -> new Board.Reason(count.getKey(), count.getValue()))
                        .toList(),
                lately.toSeconds());
    }

    private Board.Service service(AuthServiceCodec.Key key, ServiceLoad had, Optional<Set<String>> live) {
        List<InstanceBreaker> instances = breakers.of(key, live);
        Optional<AuthServiceDescribed> published = catalogue.find(key);
        Optional<InstanceBreaker> worst = instances.stream().findFirst();
        return new Board.Service(
                key.tenantId(),
                key.authServiceId(),
                worst.map(breaker -> breaker.state().code()).orElse("none"),
                worst.map(InstanceBreaker::since).orElse(null),
                instances,
                had.requests() / (double) lately.toSeconds(),
                had.refusedByReason(),
                had.p50Ms(),
                had.p99Ms(),
                published.map(AuthServiceDescribed::repeatable).orElse(null),
                published.map(AuthServiceDescribed::requestsPerSecond).orElse(null));
    }
}
