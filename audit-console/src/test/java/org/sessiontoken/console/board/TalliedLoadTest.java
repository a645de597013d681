package org.sessiontoken.console.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sessiontoken.console.board.RecentLoad.ServiceLoad;
import org.sessiontoken.console.index.Events;
import org.sessiontoken.console.index.FlowIndex;
import org.sessiontoken.console.index.IndexFixture;
import org.sessiontoken.console.index.IndexWriter;
import org.sessiontoken.event.AuthServiceCodec.Key;
import org.sessiontoken.value.AuthServiceId;
import org.sessiontoken.value.TenantId;

class TalliedLoadTest {

    private static final Key OPERATOR = new Key(new TenantId("demo"), new AuthServiceId("operator-jwt"));
    private static final Key CUSTOMER = new Key(new TenantId("demo"), new AuthServiceId("customer-login"));

    private static final Set<Key> BOTH = Set.of(OPERATOR, CUSTOMER);

    @TempDir
    private Path folder;

    private FlowIndex index;

    @BeforeEach
    void open() throws IOException {
        index = IndexFixture.index(folder);
        index.open();
        IndexWriter writer = IndexFixture.begun(index);
        IndexFixture.write(writer, 0, 300);
        writer.commit();
    }

    @AfterEach
    void close() {
        index.close();
    }

    @Test
    void countsRequestsAndRefusalsOfEachAuthService() {
        Map<Key, ServiceLoad> loads = load(Events.START.plusSeconds(60))
                .of(Duration.ofMinutes(5), BOTH)
                .byService();

        assertThat(loads).containsOnlyKeys(OPERATOR, CUSTOMER);
        assertThat(loads.get(OPERATOR)).isNotNull().satisfies(load -> {
            assertThat(load.requests()).isEqualTo(100);
            assertThat(load.refusedByReason()).isEqualTo(Map.of("bad-signature", 10L));
        });
        assertThat(loads.get(CUSTOMER))
                .isNotNull()
                .satisfies(load -> assertThat(load.requests()).isEqualTo(200));
    }

    /** From 0.70 to 1.69 ms; the tallies know a duration up to 9 %. */
    @Test
    void tellsHowLongOutcomesTook() {
        ServiceLoad load = Objects.requireNonNull(load(Events.START.plusSeconds(60))
                .of(Duration.ofMinutes(5), BOTH)
                .byService()
                .get(OPERATOR));

        assertThat(load.p50Ms()).isCloseTo(1.19, withinPercentage(9));
        assertThat(load.p99Ms()).isCloseTo(1.68, withinPercentage(9));
    }

    @Test
    void forgetsWhatIsNotOfLate() {
        assertThat(load(Events.START.plusSeconds(3600)).of(Duration.ofMinutes(5), BOTH))
                .isEqualTo(new RecentLoad.Loads(Map.of(), ServiceLoad.NOTHING, Instant.EPOCH));
    }

    @Test
    void countsTogetherWhateverIsNotAskedFor() {
        RecentLoad.Loads loads = load(Events.START.plusSeconds(60))
                .of(Duration.ofMinutes(5), Set.of(new Key(new TenantId("demo"), new AuthServiceId("unused"))));

        assertThat(loads.byService()).isEmpty();
        assertThat(loads.others().requests()).isEqualTo(300);
        assertThat(loads.others().refusedByReason()).isEqualTo(Map.of("bad-signature", 30L));
        assertThat(loads.others().p99Ms()).isCloseTo(1.68, withinPercentage(9));
    }

    /** Whoever asks can make names up; what the known ones had must not get lost among them. */
    @Test
    void countsAuthServicesThatTheIndexDoesNotCountByToo() throws IOException {
        index.close();
        index = IndexFixture.index(folder.resolve("small"), 5);
        index.open();
        IndexWriter writer = IndexFixture.begun(index);
        for (int number = 0; number < 50; number++) {
            writer.request(
                    IndexFixture.REQUESTS,
                    number,
                    IndexFixture.time(number),
                    Events.request(number, "made-up", "s" + number));
        }
        for (int number = 50; number < 60; number++) {
            writer.request(IndexFixture.REQUESTS, number, IndexFixture.time(number), Events.request(number));
            writer.reply(IndexFixture.REPLIES, number, IndexFixture.time(number) + 1, Events.reply(number));
        }
        writer.commit();

        RecentLoad.Loads loads = load(Events.START.plusSeconds(60)).of(Duration.ofMinutes(5), BOTH);

        assertThat(loads.of(OPERATOR).requests() + loads.of(CUSTOMER).requests())
                .isEqualTo(10);
        assertThat(loads.of(CUSTOMER).refusedByReason()).isEqualTo(Map.of("bad-signature", 1L));
        assertThat(loads.others().requests()).isEqualTo(50);
    }

    private TalliedLoad load(Instant now) {
        return new TalliedLoad(index, Clock.fixed(now, ZoneOffset.UTC));
    }
}
