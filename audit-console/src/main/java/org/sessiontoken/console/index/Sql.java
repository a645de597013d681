package org.sessiontoken.console.index;

import java.sql.SQLException;

/** Work with SQLite, whose failures all mean that the index is of no use now. */
final class Sql {

    private Sql() {}

    @FunctionalInterface
    interface Query<T> {

        T get() throws SQLException;
    }

    @FunctionalInterface
    interface Work {

        void run() throws SQLException;
    }

    static <T> T get(Query<T> query) {
        try {
            return query.get();
        } catch (SQLException failure) {
            throw new IndexUnavailableException("the index cannot be used now", failure);
        }
    }

    static void run(Work work) {
        get(() -> {
            work.run();
            return true;
        });
    }
}
