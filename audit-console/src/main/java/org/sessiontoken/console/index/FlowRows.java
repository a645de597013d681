package org.sessiontoken.console.index;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.event.Topics;
import org.sessiontoken.value.AccountId;
import org.sessiontoken.value.IpAddress;
import org.sessiontoken.value.TokenHash;

/** Reads rows of the index. */
final class FlowRows {

    static final String COLUMNS =
            "id, at, kind, took, replied, attempts, outcomes, differs, request_part, request_offset,"
                    + " reply_topic, reply_part, reply_offset, caller, request_id, correlation_id, account, token,"
                    + " lifetime, tenant, service";

    private static final int OUTCOMES_DIFFER = 1;
    private static final int HAS_ALTERNATES = 2;

    private final Kinds kinds;
    private final TopicNumbers topics;

    FlowRows(Kinds kinds, TopicNumbers topics) {
        this.kinds = kinds;
        this.topics = topics;
    }

    /** The row of a request, if there is one; the hash alone may be that of another one. */
    Optional<FlowDraft> draft(Connection connection, PreparedStatement byHash, String requestId) throws SQLException {
        byHash.setLong(1, Hashes.of(requestId));
        try (ResultSet found = byHash.executeQuery()) {
            while (found.next()) {
                if (found.getString(15).equals(requestId)) {
                    FlowRow row = row(found, connection);
                    return Optional.of(new FlowDraft(
                            row,
                            request(found),
                            reply(found),
                            further(connection, row.id()),
                            number(found, 19).orElse(null)));
                }
            }
            return Optional.empty();
        }
    }

    /** The row at which a result stands, whose columns are {@link #COLUMNS}. */
    FlowRow row(ResultSet found, Connection connection) throws SQLException {
        long id = found.getLong(1);
        int attempts = found.getInt(6);
        int outcomes = found.getInt(7);
        int differences = found.getInt(8);
        List<Place> places = new ArrayList<>();
        Stream.of(Optional.ofNullable(request(found)), Optional.ofNullable(reply(found)))
                .flatMap(Optional::stream)
                .forEach(places::add);
        if (attempts > 1 || outcomes > 1) {
            places.addAll(further(connection, id));
        }
        byte @Nullable [] caller = found.getBytes(14);
        String account = found.getString(17);
        byte @Nullable [] token = found.getBytes(18);
        return new FlowRow(
                id,
                found.getString(15),
                found.getString(16),
                kinds.get(found.getInt(3)).ofRow(found.getString(20), found.getString(21)),
                caller == null ? null : address(caller),
                account == null ? null : new AccountId(account),
                token == null ? null : new TokenHash(HexFormat.of().formatHex(token)),
                Instant.ofEpochMilli(found.getLong(2)),
                number(found, 5).map(Instant::ofEpochMilli).orElse(null),
                number(found, 4).orElse(null),
                attempts,
                outcomes,
                (differences & OUTCOMES_DIFFER) != 0,
                places,
                (differences & HAS_ALTERNATES) != 0 ? alternates(connection, id) : List.of());
    }

    /** What a row has in the column for its differences, so that few rows are looked up in the table of alternates. */
    static int differences(FlowRow row) {
        return (row.differs() ? OUTCOMES_DIFFER : 0) | (row.alternates().isEmpty() ? 0 : HAS_ALTERNATES);
    }

    private static Optional<Long> number(ResultSet found, int column) throws SQLException {
        long value = found.getLong(column);
        return found.wasNull() ? Optional.empty() : Optional.of(value);
    }

    private static @Nullable Place request(ResultSet found) throws SQLException {
        int partition = found.getInt(9);
        return found.wasNull() ? null : new Place(Topics.REQUESTS, partition, found.getLong(10));
    }

    private @Nullable Place reply(ResultSet found) throws SQLException {
        int topic = found.getInt(11);
        return found.wasNull() ? null : new Place(topics.nameOf(topic), found.getInt(12), found.getLong(13));
    }

    private List<Place> further(Connection connection, long id) throws SQLException {
        List<Place> places = new ArrayList<>();
        try (PreparedStatement select =
                connection.prepareStatement("SELECT topic, part, record FROM further WHERE flow=?")) {
            select.setLong(1, id);
            try (ResultSet found = select.executeQuery()) {
                while (found.next()) {
                    places.add(new Place(topics.nameOf(found.getInt(1)), found.getInt(2), found.getLong(3)));
                }
            }
        }
        return places;
    }

    private List<Alternate> alternates(Connection connection, long id) throws SQLException {
        List<Alternate> alternates = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement("SELECT topic, part, record, at, kind,"
                + " correlation_id, caller, account, token, tenant, service FROM alternate WHERE flow=?")) {
            select.setLong(1, id);
            try (ResultSet found = select.executeQuery()) {
                while (found.next()) {
                    byte @Nullable [] caller = found.getBytes(7);
                    String account = found.getString(8);
                    byte @Nullable [] token = found.getBytes(9);
                    alternates.add(new Alternate(
                            new Place(topics.nameOf(found.getInt(1)), found.getInt(2), found.getLong(3)),
                            Instant.ofEpochMilli(found.getLong(4)),
                            found.getString(6),
                            kinds.get(found.getInt(5)).ofRow(found.getString(10), found.getString(11)),
                            caller == null ? null : address(caller),
                            account == null ? null : new AccountId(account),
                            token == null ? null : new TokenHash(HexFormat.of().formatHex(token))));
                }
            }
        }
        return alternates;
    }

    private static IpAddress address(byte[] bytes) throws SQLException {
        try {
            return IpAddress.of(InetAddress.getByAddress(bytes));
        } catch (UnknownHostException damaged) {
            throw new SQLException("a row has an address of another length", damaged);
        }
    }
}
