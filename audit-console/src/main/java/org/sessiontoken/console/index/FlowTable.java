package org.sessiontoken.console.index;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.value.AccountId;
import org.sessiontoken.value.IpAddress;
import org.sessiontoken.value.TokenHash;

/** Writes rows of the index, and counts them. For one thread. */
final class FlowTable implements AutoCloseable {

    private static final int COLUMNS = 25;
    private static final int REQUEST_HASH = 14;

    private final Connection writer;
    private final Kinds kinds;
    private final TopicNumbers topics;
    private final AccountHashes accounts;
    private final FlowRows rows;
    private final Tallies tallies = new Tallies();
    private final PreparedStatement insert;
    private final PreparedStatement byHash;
    private long lastId;

    FlowTable(Connection writer, Kinds kinds, TopicNumbers topics, AccountHashes accounts) throws SQLException {
        this.writer = writer;
        this.kinds = kinds;
        this.topics = topics;
        this.accounts = accounts;
        this.rows = new FlowRows(kinds, topics);
        this.insert = writer.prepareStatement("INSERT OR REPLACE INTO flow VALUES(" + "?, ".repeat(COLUMNS - 1) + "?)");
        this.byHash = writer.prepareStatement("SELECT " + FlowRows.COLUMNS + " FROM flow WHERE request_hash=?");
        try (Statement statement = writer.createStatement();
                ResultSet last = statement.executeQuery("SELECT max(id) FROM flow")) {
            this.lastId = last.getLong(1);
        }
    }

    /** What the index knows of a request, to be added to and written. */
    FlowDraft draftOf(String requestId) throws SQLException {
        return rows.draft(writer, byHash, requestId).orElseGet(() -> new FlowDraft(requestId));
    }

    FlowRow write(FlowDraft draft) throws SQLException {
        FlowRow before = draft.before();
        FlowRow row = draft.row(before == null ? ++lastId : before.id());
        if (before != null) {
            tallies.count(kinds.numberOf(before.kind(), writer), before.at().toEpochMilli(), before.tookMicros(), -1);
        }
        int kind = kinds.numberOf(row.kind(), writer);
        tallies.count(kind, row.at().toEpochMilli(), row.tookMicros(), 1);
        insert(row, kind, draft);
        for (Place place : draft.further()) {
            further(row.id(), place);
        }
        for (Alternate alternate : row.alternates()) {
            alternate(row.id(), alternate);
        }
        return row;
    }

    private void insert(FlowRow row, int kind, FlowDraft draft) throws SQLException {
        insert.setLong(1, row.id());
        insert.setLong(2, row.at().toEpochMilli());
        insert.setInt(3, kind);
        number(4, row.tookMicros());
        number(5, row.repliedAt() == null ? null : (Long) row.repliedAt().toEpochMilli());
        insert.setInt(6, row.attempts());
        insert.setInt(7, row.outcomes());
        insert.setInt(8, FlowRows.differences(row));
        Place request = draft.request();
        number(9, request == null ? null : (Long) (long) request.partition());
        number(10, request == null ? null : (Long) request.offset());
        Place reply = draft.reply();
        number(11, reply == null ? null : (Long) (long) topics.numberOf(reply.topic()));
        number(12, reply == null ? null : (Long) (long) reply.partition());
        number(13, reply == null ? null : (Long) reply.offset());
        insert.setLong(REQUEST_HASH, Hashes.of(row.requestId()));
        insert.setLong(15, Hashes.of(row.correlationId()));
        AccountId account = row.account();
        number(16, account == null ? null : (Long) accounts.of(account).bits());
        TokenHash token = row.tokenHash();
        byte @Nullable [] digest = token == null ? null : HexFormat.of().parseHex(token.value());
        number(17, token == null ? null : (Long) tokenBits(token));
        IpAddress caller = row.callerAddress();
        insert.setBytes(18, caller == null ? null : Addresses.bytes(caller));
        insert.setString(19, row.requestId());
        insert.setString(20, row.correlationId());
        insert.setString(21, account == null ? null : account.value());
        insert.setBytes(22, digest);
        number(23, draft.lifetimeMicros());
        names(insert, 24, row.kind(), kind);
        insert.executeUpdate();
    }

    /** What the kind of this number does not say, the row says itself. */
    private void names(PreparedStatement statement, int column, FlowKind said, int kind) throws SQLException {
        boolean own = !kinds.get(kind).equals(said);
        statement.setString(column, own ? said.tenantId() : null);
        statement.setString(column + 1, own ? said.authServiceId() : null);
    }

    private void number(int column, @Nullable Long value) throws SQLException {
        if (value == null) {
            insert.setNull(column, Types.INTEGER);
        } else {
            insert.setLong(column, value);
        }
    }

    /** The first 64 bits of a token's hash. */
    static long tokenBits(TokenHash token) {
        return Long.parseUnsignedLong(token.value().substring(0, 16), 16);
    }

    private void further(long id, Place place) throws SQLException {
        try (PreparedStatement add = writer.prepareStatement("INSERT OR IGNORE INTO further VALUES(?, ?, ?, ?)")) {
            add.setLong(1, id);
            add.setInt(2, topics.numberOf(place.topic()));
            add.setInt(3, place.partition());
            add.setLong(4, place.offset());
            add.executeUpdate();
        }
    }

    private void alternate(long id, Alternate alternate) throws SQLException {
        try (PreparedStatement add = writer.prepareStatement(
                "INSERT OR IGNORE INTO alternate VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            AccountId account = alternate.account();
            TokenHash token = alternate.tokenHash();
            IpAddress caller = alternate.callerAddress();
            add.setLong(1, id);
            add.setInt(2, topics.numberOf(alternate.place().topic()));
            add.setInt(3, alternate.place().partition());
            add.setLong(4, alternate.place().offset());
            add.setLong(5, alternate.at().toEpochMilli());
            int kind = kinds.numberOf(alternate.sent(), writer);
            add.setInt(6, kind);
            add.setLong(7, Hashes.of(alternate.correlationId()));
            add.setObject(
                    8, account == null ? null : (Long) accounts.of(account).bits());
            add.setObject(9, token == null ? null : (Long) tokenBits(token));
            add.setBytes(10, caller == null ? null : Addresses.bytes(caller));
            add.setString(11, alternate.correlationId());
            add.setString(12, account == null ? null : account.value());
            add.setBytes(13, token == null ? null : HexFormat.of().parseHex(token.value()));
            names(add, 14, alternate.sent(), kind);
            add.executeUpdate();
        }
    }

    void writeTallies() throws SQLException {
        tallies.write(writer);
    }

    /** Forgets what is older than this, at most so many rows at once. */
    int forget(Instant before, int max) throws SQLException {
        long piece = before.toEpochMilli() / Tallies.PIECE.toMillis();
        try (PreparedStatement ids = writer.prepareStatement("DELETE FROM further WHERE flow IN"
                        + " (SELECT id FROM flow WHERE at < ? ORDER BY at LIMIT ?)");
                PreparedStatement alternates = writer.prepareStatement("DELETE FROM alternate WHERE flow IN"
                        + " (SELECT id FROM flow WHERE at < ? ORDER BY at LIMIT ?)");
                PreparedStatement flows = writer.prepareStatement(
                        "DELETE FROM flow WHERE id IN (SELECT id FROM flow WHERE at < ? ORDER BY at LIMIT ?)");
                PreparedStatement pieces = writer.prepareStatement("DELETE FROM tally WHERE piece < ?")) {
            ids.setLong(1, piece * Tallies.PIECE.toMillis());
            ids.setInt(2, max);
            ids.executeUpdate();
            alternates.setLong(1, piece * Tallies.PIECE.toMillis());
            alternates.setInt(2, max);
            alternates.executeUpdate();
            flows.setLong(1, piece * Tallies.PIECE.toMillis());
            flows.setInt(2, max);
            int forgotten = flows.executeUpdate();
            if (forgotten < max) {
                pieces.setLong(1, piece);
                pieces.executeUpdate();
            }
            return forgotten;
        }
    }

    @Override
    public void close() throws SQLException {
        insert.close();
        byHash.close();
    }
}
