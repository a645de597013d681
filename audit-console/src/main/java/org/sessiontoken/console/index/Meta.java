package org.sessiontoken.console.index;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** What the index says of itself. */
final class Meta {

    /** The ID of the Kafka cluster from which it was made, and a mark of the key for account IDs. */
    static final String ORIGIN = "origin";

    /** Whether all partitions were read to their ends once. */
    static final String BUILT = "built";

    private Meta() {}

    static Optional<String> read(Connection connection, String name) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT value FROM meta WHERE name=?")) {
            select.setString(1, name);
            try (ResultSet found = select.executeQuery()) {
                return found.next() ? Optional.of(found.getString(1)) : Optional.empty();
            }
        }
    }

    static void write(Connection connection, String name, String value) throws SQLException {
        try (PreparedStatement replace = connection.prepareStatement("INSERT OR REPLACE INTO meta VALUES(?, ?)")) {
            replace.setString(1, name);
            replace.setString(2, value);
            replace.executeUpdate();
        }
    }
}
