package org.sessiontoken.console.index;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * The tables of the index.
 *
 * <p>{@code kind} has what many rows share, and {@code tally} counts rows by kind in pieces of ten seconds, so that neither a
 * count nor a histogram looks at each row. Where the kinds are too many, rows have {@code tenant} and {@code service} of their own.
 * The 64-bit hashes are for looking up alone. The numbers of rows grow with time, so that rows that are written together are
 * together on the disk.
 */
final class IndexSchema {

    /** Another version is not read: that index is deleted and built again. */
    private static final int VERSION = 5;

    private static final List<String> STATEMENTS = List.of(
            "CREATE TABLE meta(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
            "CREATE TABLE topic(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, kafka_id TEXT NOT NULL)",
            """
            CREATE TABLE position(topic INTEGER NOT NULL, part INTEGER NOT NULL, from_offset INTEGER NOT NULL,
                from_time INTEGER NOT NULL, to_offset INTEGER NOT NULL, to_time INTEGER NOT NULL,
                lost INTEGER NOT NULL, unreadable INTEGER NOT NULL, PRIMARY KEY(topic, part)) WITHOUT ROWID""",
            """
            CREATE TABLE kind(id INTEGER PRIMARY KEY, tenant TEXT, service TEXT, requestor TEXT NOT NULL,
                outcome TEXT, reason TEXT)""",
            """
            CREATE TABLE flow(id INTEGER PRIMARY KEY, at INTEGER NOT NULL, kind INTEGER NOT NULL, took INTEGER,
                replied INTEGER, attempts INTEGER NOT NULL, outcomes INTEGER NOT NULL, differs INTEGER NOT NULL,
                request_part INTEGER, request_offset INTEGER, reply_topic INTEGER, reply_part INTEGER,
                reply_offset INTEGER, request_hash INTEGER NOT NULL, correlation_hash INTEGER NOT NULL,
                account_hash INTEGER, token_hash INTEGER, caller BLOB, request_id TEXT NOT NULL,
                correlation_id TEXT NOT NULL, account TEXT, token BLOB, lifetime INTEGER, tenant TEXT, service TEXT)""",
            "CREATE INDEX flow_at ON flow(at, kind, took)",
            "CREATE INDEX flow_kind ON flow(kind, at)",
            "CREATE INDEX flow_request ON flow(request_hash)",
            "CREATE INDEX flow_correlation ON flow(correlation_hash, at)",
            "CREATE INDEX flow_account ON flow(account_hash, at, kind) WHERE account_hash IS NOT NULL",
            "CREATE INDEX flow_token ON flow(token_hash) WHERE token_hash IS NOT NULL",
            "CREATE INDEX flow_caller ON flow(caller, at, kind) WHERE caller IS NOT NULL",
            """
            CREATE TABLE further(flow INTEGER NOT NULL, topic INTEGER NOT NULL, part INTEGER NOT NULL,
                record INTEGER NOT NULL, PRIMARY KEY(flow, topic, part, record)) WITHOUT ROWID""",
            """
            CREATE TABLE alternate(flow INTEGER NOT NULL, topic INTEGER NOT NULL, part INTEGER NOT NULL,
                record INTEGER NOT NULL, at INTEGER NOT NULL, kind INTEGER NOT NULL, correlation_hash INTEGER NOT NULL,
                account_hash INTEGER, token_hash INTEGER, caller BLOB, correlation_id TEXT NOT NULL, account TEXT,
                token BLOB, tenant TEXT, service TEXT, PRIMARY KEY(flow, topic, part, record)) WITHOUT ROWID""",
            "CREATE INDEX alternate_at ON alternate(at)",
            "CREATE INDEX alternate_correlation ON alternate(correlation_hash)",
            "CREATE INDEX alternate_account ON alternate(account_hash) WHERE account_hash IS NOT NULL",
            "CREATE INDEX alternate_token ON alternate(token_hash) WHERE token_hash IS NOT NULL",
            "CREATE INDEX alternate_caller ON alternate(caller) WHERE caller IS NOT NULL",
            """
            CREATE TABLE tally(piece INTEGER NOT NULL, kind INTEGER NOT NULL, took INTEGER NOT NULL,
                rows INTEGER NOT NULL, PRIMARY KEY(piece, kind, took)) WITHOUT ROWID""");

    private IndexSchema() {}

    /**
     * Makes the tables in an empty database, all of them or none.
     *
     * @throws SQLException if they cannot be made, or are of another version: then it {@linkplain #isForeign is foreign}
     */
    static void createOrCheck(Connection connection) throws SQLException {
        if (version(connection) == 0) {
            create(connection);
        }
        if (version(connection) != VERSION) {
            throw new SQLiteException("the index has another version", SQLiteErrorCode.SQLITE_NOTADB);
        }
        connection.commit();
    }

    /** Whether a database cannot be opened since it is none, is damaged or has tables of others: making it anew helps then. */
    static boolean isForeign(SQLException failure) {
        return IndexUnavailableException.isDamage(failure)
                || (failure instanceof SQLiteException broken
                        && broken.getResultCode() == SQLiteErrorCode.SQLITE_ERROR);
    }

    private static void create(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : STATEMENTS) {
                statement.execute(sql);
            }
            statement.execute("PRAGMA user_version=" + VERSION);
        }
    }

    private static int version(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet version = statement.executeQuery("PRAGMA user_version")) {
            return version.getInt(1);
        }
    }
}
