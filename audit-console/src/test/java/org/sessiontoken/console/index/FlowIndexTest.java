package org.sessiontoken.console.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sessiontoken.console.index.IndexFixture.REPLIES;
import static org.sessiontoken.console.index.IndexFixture.REQUESTS;
import static org.sessiontoken.console.index.IndexFixture.time;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sessiontoken.event.Outcome;
import org.sessiontoken.telemetry.Failures;
import org.sqlite.JDBC;

class FlowIndexTest {

    private static final Instant LATER = Events.START.plusSeconds(3600);

    @TempDir
    private Path folder;

    private FlowIndex index;

    @BeforeEach
    void open() throws IOException {
        index = IndexFixture.index(folder);
        index.open();
    }

    @AfterEach
    void close() {
        index.close();
    }

    private List<FlowRow> rows() {
        return index.read(snapshot -> {
            try (Statement statement = snapshot.connection().createStatement();
                    ResultSet ids = statement.executeQuery("SELECT id FROM flow ORDER BY at")) {
                List<Long> found = new ArrayList<>();
                while (ids.next()) {
                    found.add(ids.getLong(1));
                }
                return snapshot.rows(found);
            }
        });
    }

    private Coverage coverage() {
        return index.read(IndexSnapshot::coverage);
    }

    private static boolean isSilence(Coverage.Outside outside) {
        return outside.what().equals("silent");
    }

    private long tallied() {
        return index.read(snapshot -> {
            try (Statement statement = snapshot.connection().createStatement();
                    ResultSet sum = statement.executeQuery("SELECT sum(rows) FROM tally")) {
                return sum.getLong(1);
            }
        });
    }

    @Nested
    class ARow {

        @Test
        void isTheSameInWhicheverOrderItsRecordsAreRead() {
            IndexWriter writer = IndexFixture.begun(index);
            writer.request(REQUESTS, 0, time(0), Events.request(0));
            writer.commit();
            writer.reply(REPLIES, 0, time(0) + 3, Events.reply(0));
            writer.reply(REPLIES, 1, time(1) + 3, Events.reply(1));
            writer.commit();
            writer.request(REQUESTS, 1, time(1), Events.request(1));
            writer.commit();

            assertThat(rows())
                    .satisfiesExactly(first -> assertThat(first.tookMicros()).isEqualTo(3_000), second -> {
                        assertThat(second.tookMicros()).isEqualTo(3_000);
                        assertThat(second.at()).isEqualTo(Instant.ofEpochMilli(time(1)));
                        assertThat(second.places()).hasSize(2);
                        assertThat(second.account()).hasToString("account-1");
                        assertThat(second.tokenHash()).isEqualTo(Events.tokenHash(1));
                        assertThat(second.callerAddress()).hasToString("10.1.4.1");
                    });
            assertThat(tallied()).isEqualTo(2);
        }

        @Test
        void hasTheOutcomeThatKafkaGotFirstAndCountsTheOthers() {
            IndexWriter writer = IndexFixture.begun(index);
            TopicPartition other = new TopicPartition(REPLIES.topic(), 1);
            writer.position(other, Position.beginning(0, 0));
            writer.reply(other, 0, time(9), Events.reply(0, Outcome.EXPIRED));
            writer.commit();
            writer.reply(REPLIES, 1, time(5), Events.reply(0, Outcome.ISSUED));
            writer.reply(REPLIES, 2, time(12), Events.reply(0, Outcome.ISSUED));
            writer.commit();

            assertThat(rows()).singleElement().satisfies(row -> {
                assertThat(row.kind().outcome()).isEqualTo(Outcome.ISSUED);
                assertThat(row.outcomes()).isEqualTo(3);
                assertThat(row.differs()).isTrue();
                assertThat(row.places())
                        .extracting(Place::offset)
                        .containsExactlyInAnyOrder(1L, 0L, 2L)
                        .startsWith(1L);
            });
        }

        /** As the contract has it: a time can be made up, an offset cannot. */
        @Test
        void hasTheOutcomeThatIsFirstOnItsPartitionWhateverTheTimesSay() {
            IndexWriter writer = IndexFixture.begun(index);
            writer.reply(REPLIES, 0, time(9), Events.reply(0, Outcome.EXPIRED));
            writer.reply(REPLIES, 1, time(5), Events.reply(0, Outcome.ISSUED));
            writer.commit();

            assertThat(rows())
                    .singleElement()
                    .satisfies(row -> assertThat(row.kind().outcome()).isEqualTo(Outcome.EXPIRED));
        }

        /** Its record is written about ten seconds after the deadline. */
        @Test
        void thatExpiredTookUntilItsDeadlineInWhicheverOrderItsRecordsAreRead() {
            IndexWriter writer = IndexFixture.begun(index);
            writer.request(REQUESTS, 0, time(0), Events.request(0));
            writer.commit();
            writer.reply(REPLIES, 0, time(0) + 19_952, Events.reply(0, Outcome.EXPIRED));
            writer.reply(REPLIES, 1, time(1) + 19_952, Events.reply(1, Outcome.EXPIRED));
            writer.commit();
            writer.request(REQUESTS, 1, time(1), Events.request(1));
            writer.commit();

            assertThat(rows()).extracting(FlowRow::tookMicros).containsExactly(10_000_000L, 10_000_000L);
        }

        @Test
        void tookNoLongerThanItsDeadlineWhereTheOutcomeCameLate() {
            IndexWriter writer = IndexFixture.begun(index);
            writer.request(REQUESTS, 0, time(0), Events.request(0));
            writer.commit();
            writer.reply(REPLIES, 0, time(0) + 12_000, Events.reply(0));
            writer.commit();

            assertThat(rows()).extracting(FlowRow::tookMicros).containsExactly(10_000_000L);
        }

        @Test
        void countsHowOftenItsRequestWasSent() {
            IndexWriter writer = IndexFixture.begun(index);
            writer.request(REQUESTS, 0, time(0), Events.request(0));
            writer.request(REQUESTS, 1, time(600), Events.request(0).nextAttempt());
            writer.commit();

            assertThat(rows()).singleElement().satisfies(row -> {
                assertThat(row.attempts()).isEqualTo(2);
                assertThat(row.kind().outcome()).isNull();
                assertThat(row.at()).isEqualTo(Instant.ofEpochMilli(time(0)));
                assertThat(row.places()).hasSize(2);
            });
        }
    }

    @Nested
    class Coverages {

        @Test
        void claimNothingBeforeKafkaHasSaidWhatItHas() {
            IndexFixture.write(IndexFixture.begun(index), 0, 3);

            assertThat(coverage().completeTo()).isEqualTo(Instant.EPOCH);
            assertThat(coverage().outside()).extracting(Coverage.Outside::what).containsExactly("unknown");
        }

        @Test
        void endWhereAPartitionIsNotReadToItsEnd() {
            IndexWriter writer = IndexFixture.begun(index);
            IndexFixture.write(writer, 0, 10);
            writer.commit();
            index.observed(IndexFixture.ends(LATER, 10, 15));

            assertThat(coverage().completeTo()).isEqualTo(Instant.ofEpochMilli(time(9) + 1));
            assertThat(coverage().outside()).singleElement().satisfies(outside -> {
                assertThat(outside.what()).isEqualTo("not-read-yet");
                assertThat(outside.records()).isEqualTo(5);
            });
        }

        @Test
        void saySinceWhenKafkaHasNotAnswered() throws IOException {
            AtomicLong nanos = new AtomicLong();
            try (FlowIndex watched = IndexFixture.index(folder.resolve("watched"), nanos::get)) {
                watched.open();
                watched.observed(IndexFixture.ends(LATER, 0, 0));
                nanos.addAndGet(Duration.ofSeconds(15).toNanos());
                assertThat(watched.read(IndexSnapshot::coverage).outside()).noneMatch(FlowIndexTest::isSilence);

                nanos.addAndGet(1);
                assertThat(watched.read(IndexSnapshot::coverage).outside())
                        .filteredOn(FlowIndexTest::isSilence)
                        .singleElement()
                        .satisfies(outside -> assertThat(outside.from()).isEqualTo(LATER));

                watched.observed(IndexFixture.ends(LATER, 0, 0));
                assertThat(watched.read(IndexSnapshot::coverage).outside()).noneMatch(FlowIndexTest::isSilence);
            }
        }

        @Test
        void doNotCountWhatIsNotCommitted() {
            IndexWriter writer = IndexFixture.begun(index);
            IndexFixture.write(writer, 0, 10);
            index.observed(IndexFixture.ends(LATER, 10, 10));

            assertThat(coverage().completeTo()).isBefore(LATER);
            assertThat(rows()).isEmpty();

            writer.commit();
            assertThat(coverage().completeTo()).isEqualTo(LATER);
            assertThat(coverage().completeFrom()).isEqualTo(Events.START);
            assertThat(rows()).hasSize(10);
        }

        @Test
        void beginAfterWhatKafkaDeletedBeforeItWasRead() {
            IndexWriter writer = IndexFixture.begun(index);
            IndexFixture.write(writer, 0, 10);
            writer.position(
                    REQUESTS,
                    Objects.requireNonNull(writer.positions().get(REQUESTS)).overtaken(40, Long.MAX_VALUE));
            writer.commit();
            index.observed(IndexFixture.ends(LATER, 50, 10));

            assertThat(coverage().completeFrom()).isEqualTo(coverage().completeTo());

            writer.request(REQUESTS, 40, time(40), Events.request(40));
            writer.commit();
            assertThat(coverage().completeFrom()).isEqualTo(Instant.ofEpochMilli(time(40) + 1));
            assertThat(coverage().outside()).anySatisfy(outside -> {
                assertThat(outside.what()).isEqualTo("lost");
                assertThat(outside.records()).isEqualTo(30);
            });
        }

        @Test
        void beginAfterWhatIsForgotten() {
            IndexWriter writer = IndexFixture.begun(index);
            IndexFixture.write(writer, 0, 30_000);
            writer.commit();
            Instant before = Instant.ofEpochMilli(time(20_000));
            while (writer.forget(before)) {
                writer.commit();
            }
            writer.commit();
            index.observed(IndexFixture.ends(LATER, 30_000, 30_000));

            assertThat(rows()).hasSize(10_000);
            assertThat(tallied()).isEqualTo(10_000);
            assertThat(coverage().completeFrom()).isEqualTo(before);
        }
    }

    @Nested
    class AFullDisk {

        @Test
        void leavesTheIndexAsItWasAndIsSaidInTheCoverage() {
            IndexWriter writer = IndexFixture.begun(index);
            IndexFixture.write(writer, 0, 10);
            writer.commit();
            index.observed(IndexFixture.ends(LATER, 5_000, 5_000));
            IndexFixture.full(index, true);

            IndexFixture.write(writer, 10, 5_000);
            assertThatThrownBy(writer::commit)
                    .isInstanceOf(IndexUnavailableException.class)
                    .satisfies(failure -> {
                        assertThat(((IndexUnavailableException) failure).isDamaged())
                                .isFalse();
                        assertThat(Failures.isBug(failure)).isFalse();
                        assertThat(Failures.describe(failure))
                                .as("what the log says")
                                .contains("SQLITE_FULL", "database or disk is full")
                                .hasLineCount(1);
                    });

            assertThat(rows()).hasSize(10);
            assertThat(coverage().completeTo()).isEqualTo(Instant.ofEpochMilli(time(9)));

            IndexFixture.full(index, false);
            IndexWriter next = index.writer();
            assertThat(Objects.requireNonNull(next.positions().get(REQUESTS)).to())
                    .isEqualTo(10);
            IndexFixture.write(next, 10, 5_000);
            next.commit();
            assertThat(rows()).hasSize(5_000);
            assertThat(tallied()).isEqualTo(5_000);
            assertThat(coverage().completeTo()).isEqualTo(LATER);
        }

        /** As there was: with a driver that knew nothing of it, nothing was written any more until the index was deleted. */
        @Test
        void isOverWhenThereIsRoomAgainAlthoughSqliteHasEndedTheTransaction() {
            IndexFixture.write(IndexFixture.begun(index), 0, 10);
            IndexFixture.endTransaction(index);

            index.belongsTo("one", Map.of());
            IndexWriter next = IndexFixture.begun(index);
            IndexFixture.write(next, 0, 10);
            next.commit();

            assertThat(rows()).hasSize(10);
        }

        /** Otherwise nobody could say how much there is that it has not read. */
        @Test
        void doesNotKeepAnybodyFromSayingWhoseIndexItIs() {
            assertThat(index.belongsTo("one", Map.of())).isTrue();
            IndexFixture.writable(index, false);

            assertThat(index.belongsTo("one", Map.of())).isTrue();
            assertThat(index.belongsTo("another", Map.of())).isFalse();
        }
    }

    @Nested
    class AFile {

        @Test
        void thatCannotBeOpenedNowStaysAsItIs() throws IOException {
            IndexWriter writer = IndexFixture.begun(index);
            IndexFixture.write(writer, 0, 10);
            writer.commit();
            index.close();
            Path journal = folder.resolve("flows.db-wal");
            Files.createDirectory(journal);

            assertThatThrownBy(index::open).isInstanceOf(IndexUnavailableException.class);

            Files.delete(journal);
            index.open();
            assertThat(rows()).hasSize(10);
        }

        @Test
        void thatWasBegunAndNotFinishedIsMadeAnew() throws IOException, SQLException {
            index.close();
            IndexFile.delete(folder);
            try (Connection connection =
                            JDBC.createConnection(JDBC.PREFIX + folder.resolve("flows.db"), new Properties());
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE meta(name TEXT)");
            }

            index.open();

            assertThat(rows()).isEmpty();
        }

        @Test
        void isItsOwnersAlone() throws IOException {
            IndexFixture.write(IndexFixture.begun(index), 0, 10);

            try (Stream<Path> files = Files.list(folder)) {
                assertThat(files.filter(file -> file.getFileName().toString().startsWith("flows.db")))
                        .hasSizeGreaterThan(1)
                        .allSatisfy(
                                file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                                        .isEqualTo("rw-------"));
            }
        }

        @Test
        void ofAnotherVersionIsMadeAnew() throws IOException, SQLException {
            IndexWriter writer = IndexFixture.begun(index);
            IndexFixture.write(writer, 0, 10);
            writer.commit();
            try (Statement statement = index.writerConnection().createStatement()) {
                statement.execute("PRAGMA user_version=99");
            }
            index.writerConnection().commit();
            index.close();

            index.open();
            assertThat(rows()).isEmpty();
            assertThat(index.writer().positions()).isEmpty();
        }

        @Test
        void thatIsNoIndexIsMadeAnew() throws IOException {
            index.close();
            Files.writeString(folder.resolve("flows.db"), "no database".repeat(1_000));

            index.open();
            assertThat(rows()).isEmpty();
        }

        @Test
        void ofAnotherClusterOrKeyBelongsToNobody() throws IOException {
            assertThat(index.belongsTo("one", Map.of())).isTrue();
            assertThat(index.belongsTo("one", Map.of())).isTrue();
            assertThat(index.belongsTo("another", Map.of())).isFalse();
            index.close();
            Files.delete(folder.resolve("account.key"));
            index = IndexFixture.index(folder);
            index.open();
            assertThat(index.belongsTo("one", Map.of())).isFalse();
        }
    }
}
