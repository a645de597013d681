package org.sessiontoken.console.index;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** Reads how much of each partition is in the index. */
final class Positions {

    private Positions() {}

    static Map<TopicPartition, Position> read(Connection connection) throws SQLException {
        Map<TopicPartition, Position> positions = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(
                        "SELECT name, part, from_offset, from_time, to_offset, to_time, lost,"
                                + " unreadable FROM position JOIN topic ON topic.id = position.topic");
                ResultSet found = select.executeQuery()) {
            while (found.next()) {
                positions.put(
                        new TopicPartition(found.getString(1), found.getInt(2)),
                        new Position(
                                found.getLong(3),
                                found.getLong(4),
                                found.getLong(5),
                                found.getLong(6),
                                found.getLong(7),
                                found.getLong(8)));
            }
        }
        return positions;
    }
}
