package org.sessiontoken.console.search;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.sessiontoken.console.index.IndexSnapshot;

/**
 * The rows that a filter wants for what another record says with their ID, and not for what the records say that count. There are none
 * unless somebody breaks the contract, and that is found out first, so that searches without them are as fast as ever.
 */
final class Alternates {

    private final SqlCondition own;
    private final SqlCondition others;
    private final boolean any;

    private Alternates(SqlCondition own, SqlCondition others, boolean any) {
        this.own = own;
        this.others = others;
        this.any = any;
    }

    /** @param own what finds rows for the records that count */
    static Alternates of(FlowFilter filter, SqlCondition own, IndexSnapshot snapshot) throws SQLException {
        SqlCondition others = new SqlCondition();
        others.requestId("f.", filter.requestId());
        others.correlationId("a.", filter.correlationId());
        others.accountOrElse("a.", "f.", filter.account());
        others.tokenOrElse("a.", "f.", filter.tokenHash());
        others.callers("a.", filter.callers());
        others.times("a.", filter.from(), filter.to());
        if (!filter.hasAnyKind()) {
            others.kinds("a.", WantedKinds.of(filter, FlowFilter::sent, snapshot));
            others.kinds("f.", snapshot.kinds(filter.ended()));
        }
        Alternates found = new Alternates(own, others, true);
        try (PreparedStatement select = snapshot.connection().prepareStatement(found.select("1") + " LIMIT 1")) {
            others.bind(select, 1);
            try (ResultSet first = select.executeQuery()) {
                return new Alternates(own, others, first.next());
            }
        }
    }

    /** Whether there are any, found by the records that count as well or not. */
    boolean any() {
        return any;
    }

    private String select(String columns) {
        return "SELECT " + columns + " FROM alternate a JOIN flow f ON f.id=a.flow WHERE " + others.sql();
    }

    /** The numbers of these rows, as a query. */
    SqlCondition ids() {
        return new SqlCondition().and("id IN (" + select("f.id") + ")", others);
    }

    /** How many rows are not found by the records that count, at most so many. */
    long count(Connection connection, long max) throws SQLException {
        if (!any) {
            return 0;
        }
        String sql = "SELECT count(*) FROM (" + select("DISTINCT f.id") + isNotOwn() + " LIMIT " + max + ")";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            own.bind(select, others.bind(select, 1));
            try (ResultSet count = select.executeQuery()) {
                return count.getLong(1);
            }
        }
    }

    /** Inside, the columns without a table are those of the row itself. */
    private String isNotOwn() {
        return " AND NOT EXISTS (SELECT 1 FROM flow WHERE flow.id=f.id AND " + own.sql() + ")";
    }

    /** Tells of the rows that are not found by the records that count: when the other record came, kind, and how long it took. */
    void forEach(Connection connection, RowReader reader) throws SQLException {
        if (!any) {
            return;
        }
        String sql = select("max(a.at), f.kind, f.took") + isNotOwn() + " GROUP BY f.id";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            own.bind(select, others.bind(select, 1));
            try (ResultSet found = select.executeQuery()) {
                while (found.next()) {
                    reader.row(found);
                }
            }
        }
    }

    /** Reads one row of a result. */
    @FunctionalInterface
    interface RowReader {

        void row(ResultSet found) throws SQLException;
    }
}
