package org.sessiontoken.console.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sessiontoken.console.index.AccountHashes;
import org.sessiontoken.console.index.Events;
import org.sessiontoken.console.index.FlowIndex;
import org.sessiontoken.console.index.FlowRow;
import org.sessiontoken.console.index.IndexFixture;
import org.sessiontoken.console.index.IndexWriter;
import org.sessiontoken.console.search.JoinedFlows.Telling;
import org.sessiontoken.event.ReplyCodec;
import org.sessiontoken.event.RequestCodec;

/** A request whose ID somebody has used for another request, an hour later: it is found by the values of both. */
class AlternatesTest {

    private static final int STOLEN = 4;
    private static final Instant LATER = Events.START.plusSeconds(3_600);

    @TempDir
    private Path folder;

    private FlowIndex index;
    private AccountHashes accounts;

    @BeforeEach
    void write() throws IOException {
        accounts = IndexFixture.accounts(folder);
        index = IndexFixture.index(folder);
        index.open();
        IndexWriter writer = IndexFixture.begun(index);
        IndexFixture.write(writer, 0, 10);
        writer.commit();
        writer.request(IndexFixture.REQUESTS, 10, LATER.toEpochMilli(), Events.stolen(STOLEN));
        writer.commit();
        index.observed(IndexFixture.ends(LATER.plusSeconds(60), 11, 10));
    }

    @AfterEach
    void close() {
        index.close();
    }

    static Stream<Arguments> queries() {
        return Stream.of(
                Arguments.of("correlationId=attackers-flow", true),
                Arguments.of("correlationId=flow-4", true),
                Arguments.of("tenant=another-tenant", true),
                Arguments.of("authService=another-service", true),
                Arguments.of("caller=192.0.2.66", true),
                Arguments.of("caller=192.0.2.0/24", true),
                Arguments.of("tenant=another-tenant&outcome=issued", true),
                Arguments.of("tenant=another-tenant&account=account-4", true),
                Arguments.of("correlationId=attackers-flow&requestId=request-00000004", true),
                Arguments.of("from=2026-01-05T09:30:00Z", true),
                Arguments.of("tenant=another-tenant&from=2026-01-05T09:30:00Z&to=2026-01-05T10:30:00Z", true),
                Arguments.of("tenant=another-tenant&to=2026-01-05T09:30:00Z", false),
                Arguments.of("correlationId=attackers-flow&tenant=demo", false),
                Arguments.of("tenant=another-tenant&outcome=unauthorised", false));
    }

    private FlowFilter filter(String query) {
        Map<String, String[]> parameters = new HashMap<>();
        for (String parameter : query.split("&")) {
            String[] parts = parameter.split("=", 2);
            parameters.put(parts[0], new String[] {parts[1]});
        }
        return FilterParameters.read(parameters, accounts, true);
    }

    @ParameterizedTest
    @MethodSource("queries")
    void areFoundAndCountedByTheIndex(String query, boolean found) {
        FlowPage page = new FlowSearch(index).page(filter(query), Cursor.NEWEST, 10);

        assertThat(page.rows())
                .extracting(FlowRow::requestId)
                .isEqualTo(found ? List.of(Events.id(STOLEN).value()) : List.of());
        assertThat(page.matches().count()).isEqualTo(found ? 1 : 0);
        assertThat(page.total()).isGreaterThanOrEqualTo(page.matches().count());
        assertThat(page.rows())
                .allSatisfy(row -> assertThat(row.correlationId()).isEqualTo("flow-4"));
    }

    @ParameterizedTest
    @MethodSource("queries")
    void areInTheHistogram(String query, boolean found) {
        FlowHistograms histograms = new FlowHistograms(index, Clock.fixed(LATER.plusSeconds(60), ZoneOffset.UTC));
        FlowFilter filter = filter(query);

        Histogram histogram = histograms.of(
                filter.between(
                        filter.from() == null ? Events.START : filter.from(),
                        filter.to() == null ? LATER.plusSeconds(60) : filter.to()),
                120);

        assertThat(histogram.buckets().stream()
                        .flatMap(bucket -> bucket.outcomes().values().stream())
                        .mapToLong(Long::longValue)
                        .sum())
                .isEqualTo(found ? 1 : 0);
    }

    @ParameterizedTest
    @MethodSource("queries")
    void areFoundByAScan(String query, boolean found) {
        List<String> rows = new ArrayList<>();
        JoinedFlows flows = new JoinedFlows(filter(query), accounts, Telling.ONCE, row -> rows.add(row.requestId()));
        for (int number = 0; number < 10; number++) {
            flows.receive(record(RequestCodec.write(Events.request(number)), number, IndexFixture.time(number)));
            flows.receive(record(
                    ReplyCodec.write(Events.reply(number), Optional.empty()), number, IndexFixture.time(number) + 1));
        }
        flows.receive(record(RequestCodec.write(Events.stolen(STOLEN)), 10, LATER.toEpochMilli()));
        flows.finish();

        assertThat(rows).isEqualTo(found ? List.of(Events.id(STOLEN).value()) : List.of());
    }

    private static ConsumerRecord<byte[], byte[]> record(
            ProducerRecord<byte[], byte[]> written, long offset, long time) {
        return new ConsumerRecord<>(
                written.topic(),
                0,
                offset,
                time,
                TimestampType.LOG_APPEND_TIME,
                0,
                0,
                written.key(),
                written.value(),
                new RecordHeaders(written.headers()),
                Optional.empty());
    }
}
