package org.sessiontoken.console.index;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.Uuid;

/** The topics that the index was made from, by small numbers, with the IDs that Kafka gave them. Safe for all threads. */
final class TopicNumbers {

    private final Map<String, Integer> numbers = new ConcurrentHashMap<>();
    private final Map<Integer, String> names = new ConcurrentHashMap<>();

    void load(Connection connection) throws SQLException {
        numbers.clear();
        names.clear();
        try (PreparedStatement select = connection.prepareStatement("SELECT id, name FROM topic");
                ResultSet found = select.executeQuery()) {
            while (found.next()) {
                names.put(found.getInt(1), found.getString(2));
                numbers.put(found.getString(2), found.getInt(1));
            }
        }
    }

    static Map<String, Uuid> kafkaIds(Connection connection) throws SQLException {
        Map<String, Uuid> ids = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement("SELECT name, kafka_id FROM topic");
                ResultSet found = select.executeQuery()) {
            while (found.next()) {
                ids.put(found.getString(1), Uuid.fromString(found.getString(2)));
            }
        }
        return ids;
    }

    void add(String name, Uuid kafkaId, Connection writer) throws SQLException {
        if (numbers.containsKey(name)) {
            return;
        }
        int number = numbers.size() + 1;
        try (PreparedStatement insert = writer.prepareStatement("INSERT INTO topic VALUES(?, ?, ?)")) {
            insert.setInt(1, number);
            insert.setString(2, name);
            insert.setString(3, kafkaId.toString());
            insert.executeUpdate();
        }
        names.put(number, name);
        numbers.put(name, number);
    }

    int numberOf(String name) {
        return Objects.requireNonNull(numbers.get(name), "a record of a topic that was not added");
    }

    String nameOf(int number) {
        return Objects.requireNonNull(names.get(number), "a row has a topic that is not in the index");
    }
}
