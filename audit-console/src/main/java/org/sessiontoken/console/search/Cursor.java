package org.sessiontoken.console.search;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sessiontoken.console.index.FlowRow;

/**
 * Where a page ended.
 *
 * @param at the time of its last row, in milliseconds
 * @param id the number of that row
 */
public record Cursor(long at, long id) {

    private static final Pattern FORMAT = Pattern.compile("(-?\\d{1,18})-(\\d{1,18})");

    /** Before the newest request. */
    public static final Cursor NEWEST = new Cursor(Long.MAX_VALUE, Long.MAX_VALUE);

    static Cursor after(FlowRow row) {
        return new Cursor(row.at().toEpochMilli(), row.id());
    }

    /**
     * The cursor that a page has named.
     *
     * @throws RefusedQueryException if no page has
     */
    public static Cursor parse(String text) {
        Matcher matcher = FORMAT.matcher(text);
        if (!matcher.matches()) {
            throw new RefusedQueryException("before must be the 'next' of a page");
        }
        return new Cursor(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)));
    }

    @Override
    public String toString() {
        return at + "-" + id;
    }
}
