package org.sessiontoken.console.index;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.sessiontoken.event.ReplyEvent;
import org.sessiontoken.event.RequestEvent;

/**
 * Puts what is read into the index. Rows, and how far the partitions are read, become visible together by {@link #commit()}, so
 * that no answer claims more than it has looked at, and nothing is counted twice after a restart. For one thread.
 */
public final class IndexWriter {

    private static final int MAX_FORGOTTEN = 5_000;

    private final Connection writer;
    private final FlowTable table;
    private final TopicNumbers topics;
    private final Map<TopicPartition, Position> positions;
    private final Map<String, FlowDraft> drafts = new LinkedHashMap<>();
    private final Map<TopicPartition, Position> moved = new HashMap<>();

    IndexWriter(Connection writer, FlowTable table, TopicNumbers topics, Map<TopicPartition, Position> positions) {
        this.writer = writer;
        this.table = table;
        this.topics = topics;
        this.positions = new HashMap<>(positions);
    }

    /** How much of each partition is read, including what is not committed. */
    public Map<TopicPartition, Position> positions() {
        return Map.copyOf(positions);
    }

    /** Makes a topic known, with the ID that Kafka gave it. */
    public void topic(String name, Uuid kafkaId) {
        Sql.run(() -> topics.add(name, kafkaId, writer));
    }

    /** Begins or goes on with a partition. */
    public void position(TopicPartition partition, Position position) {
        move(partition, position);
    }

    /** A request was read. */
    public void request(TopicPartition partition, long offset, long time, RequestEvent event) {
        draft(event.request().requestId().value()).add(place(partition, offset), time, event);
        move(partition, at(partition).read(offset, time));
    }

    /** An outcome was read. */
    public void reply(TopicPartition partition, long offset, long time, ReplyEvent event) {
        draft(event.reply().requestId().value()).add(place(partition, offset), time, event);
        move(partition, at(partition).read(offset, time));
    }

    /** A record was looked at that belongs to no request. */
    public void lookedAt(TopicPartition partition, long offset, long time) {
        move(partition, at(partition).read(offset, time));
    }

    /** A record was looked at that is no event as described. */
    public void notUnderstood(TopicPartition partition, long offset, long time) {
        move(partition, at(partition).read(offset, time).notUnderstood());
    }

    /** Records were passed over, since Kafka's consumer cannot decode them. */
    public void passedOver(TopicPartition partition, long next) {
        move(partition, at(partition).passedOver(next));
    }

    /** There is nothing more to read before this offset. */
    public void advanced(TopicPartition partition, long next) {
        Position now = at(partition);
        Position then = now.advanced(next);
        if (then != now) {
            move(partition, then);
        }
    }

    private Position at(TopicPartition partition) {
        return Objects.requireNonNull(positions.get(partition), "a partition that was not begun");
    }

    private void move(TopicPartition partition, Position position) {
        positions.put(partition, position);
        moved.put(partition, position);
    }

    private static Place place(TopicPartition partition, long offset) {
        return new Place(partition.topic(), partition.partition(), offset);
    }

    private FlowDraft draft(String requestId) {
        return drafts.computeIfAbsent(requestId, id -> Sql.get(() -> table.draftOf(id)));
    }

    /** How many requests have changed and are not committed. */
    public int uncommitted() {
        return drafts.size();
    }

    /**
     * Makes what was read visible.
     *
     * @return the rows that are new or have changed
     * @throws IndexUnavailableException if they cannot be written; nothing of them is visible then, and the writer is of no more use
     */
    public List<FlowRow> commit() {
        return Sql.get(() -> {
            List<FlowRow> rows = new ArrayList<>(drafts.size());
            for (FlowDraft draft : drafts.values()) {
                rows.add(table.write(draft));
            }
            table.writeTallies();
            writePositions();
            writer.commit();
            drafts.clear();
            moved.clear();
            return rows;
        });
    }

    private void writePositions() throws SQLException {
        try (PreparedStatement replace =
                writer.prepareStatement("INSERT OR REPLACE INTO position VALUES(?, ?, ?, ?, ?, ?, ?, ?)")) {
            for (Map.Entry<TopicPartition, Position> entry : moved.entrySet()) {
                Position position = entry.getValue();
                replace.setInt(1, topics.numberOf(entry.getKey().topic()));
                replace.setInt(2, entry.getKey().partition());
                replace.setLong(3, position.from());
                replace.setLong(4, position.fromTime());
                replace.setLong(5, position.to());
                replace.setLong(6, position.toTime());
                replace.setLong(7, position.lost());
                replace.setLong(8, position.unreadable());
                replace.executeUpdate();
            }
        }
    }

    /** Notes that all partitions were read to their ends once since the index was begun. */
    public void built() {
        Sql.run(() -> Meta.write(writer, Meta.BUILT, "true"));
    }

    /**
     * Forgets a part of what is older than this.
     *
     * @return whether there may be more of it
     */
    public boolean forget(Instant before) {
        return Sql.get(() -> {
            int forgotten = table.forget(before, MAX_FORGOTTEN);
            if (forgotten > 0) {
                positions.replaceAll((partition, position) -> position.forgotten(before.toEpochMilli()));
                moved.putAll(positions);
            }
            return forgotten == MAX_FORGOTTEN;
        });
    }
}
