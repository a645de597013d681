package org.sessiontoken.console.index;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
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
        return AccountHashes.kept(folder.resolve("account.key"));
    }

    /** An index in a folder, not opened. */
    public static FlowIndex index(Path folder) throws IOException {
        return new FlowIndex(folder, accounts(folder));
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
