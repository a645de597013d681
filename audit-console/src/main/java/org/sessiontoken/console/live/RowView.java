package org.sessiontoken.console.live;

/**
 * Which rows a browser gets, and how they look.
 *
 * @param <R> a row
 */
interface RowView<R> {

    /** Whether the browser wants the row. */
    boolean wants(R row);

    /** The row in one line, as this browser's user may see it. */
    String json(R row);
}
