package org.sessiontoken.console.index;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Statement;
import java.time.Instant;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.sessiontoken.event.Topics;

/** An index for tests, which needs no Kafka. */
public final class IndexFixture {

    /** A partition of the request topic. */
    public static final TopicPartition REQUESTS = new TopicPartition(Topics.REQUESTS, 0);

    /** A partition of a reply topic. */
    public static final TopicPartition REPLIES = new TopicPartition(Topics.REPLIES_PREFIX + "http-adapter", 0);

    private IndexFixture() {}

    /** The hashes of a folder. */
    public static AccountHashes accounts(Path folder) throws IOException {
        Files.createDirectories(folder);
        AccountHashes accounts = AccountHashes.kept(folder.resolve("account.key"));
        accounts.keep();
        return accounts;
    }

    /** An index in a folder, not opened. */
    public static FlowIndex index(Path folder) throws IOException {
        return new FlowIndex(folder, accounts(folder));
    }

    /** The same, which counts by so many names and no more. */
    public static FlowIndex index(Path folder, int maxNamedKinds) throws IOException {
        return new FlowIndex(folder, accounts(folder), maxNamedKinds, System::nanoTime);
    }

    /** The same, by another clock. */
    public static FlowIndex index(Path folder, LongSupplier nanos) throws IOException {
        return new FlowIndex(folder, accounts(folder), Kinds.MAX_NAMED, nanos);
    }

    /** Has the file of an open index take no more pages, or more again: what fits into those that it has is written. */
    public static void full(FlowIndex index, boolean full) {
        set(index, "max_page_count=" + (full ? 1 : 1_000_000));
    }

    /** Has the file of an open index take nothing at all, or more again. */
    public static void writable(FlowIndex index, boolean writable) {
        set(index, "query_only=" + !writable);
    }

    /** Has SQLite end the transaction that is under way by itself, as it does on a full disk. */
    public static void endTransaction(FlowIndex index) {
        Sql.run(() -> {
            try (Statement statement = index.writerConnection().createStatement()) {
                statement.execute("ROLLBACK");
            }
        });
    }

    private static void set(FlowIndex index, String setting) {
        Sql.run(() -> {
            try (Statement statement = index.writerConnection().createStatement()) {
                statement.execute("PRAGMA " + setting);
            }
        });
    }

    /** A writer at the beginning of both partitions. */
    public static IndexWriter begun(FlowIndex index) {
        IndexWriter writer = index.writer();
        writer.topic(REQUESTS.topic(), Uuid.fromString("AAAAAAAAAAAAAAAAAAAAAA"));
        writer.topic(REPLIES.topic(), Uuid.fromString("AAAAAAAAAAAAAAAAAAAAAQ"));
        writer.position(REQUESTS, Position.beginning(0, 0));
        writer.position(REPLIES, Position.beginning(0, 0));
        writer.commit();
        return writer;
    }

    /** Writes requests with their outcomes, at the offsets of their numbers. */
    public static void write(IndexWriter writer, int from, int to) {
        IntStream.range(from, to).forEach(number -> {
            writer.request(REQUESTS, number, time(number), Events.request(number));
            writer.reply(REPLIES, number, time(number) + 1, Events.reply(number));
        });
    }

    /** When Kafka got a request. */
    public static long time(int number) {
        return Events.START.toEpochMilli() + number;
    }

    /** What Kafka says of both partitions. */
    public static LogEnds ends(Instant asked, long requests, long replies) {
        return new LogEnds(
                asked, Map.of(REQUESTS, requests, REPLIES, replies), Map.of(REQUESTS, 0L, REPLIES, 0L), null);
    }
}
