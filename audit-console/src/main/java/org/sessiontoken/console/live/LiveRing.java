package org.sessiontoken.console.live;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The last rows, numbered as they came. The numbers begin anew with the process, so that an ID says of which process it is. Safe
 * for all threads.
 *
 * @param <R> a row
 */
final class LiveRing<R> {

    private static final Pattern ID = Pattern.compile("([0-9a-f]{8})-(\\d{1,18})");
    private static final int RUN_LENGTH = 8;

    private final String run = UUID.randomUUID().toString().substring(0, RUN_LENGTH);
    private final Object[] rows;
    private long end;

    LiveRing(int size) {
        this.rows = new Object[size];
    }

    /**
     * Rows from a place on.
     *
     * @param lost how many rows were there between the place and the first of these, and are not kept any more
     * @param from the number of the first row
     * @param rows the rows, one number after the other
     */
    record Part<R>(long lost, long from, List<R> rows) {

        long end() {
            return from + rows.size();
        }
    }

    synchronized void add(List<R> added) {
        for (R row : added) {
            rows[(int) (end % rows.length)] = row;
            end++;
        }
    }

    /** The number that the next row will have. */
    synchronized long end() {
        return end;
    }

    synchronized Part<R> from(long next) {
        long first = Math.max(next, end - rows.length);
        List<R> part = new ArrayList<>((int) (end - first));
        for (long number = first; number < end; number++) {
            @SuppressWarnings("unchecked")
            R row = (R) rows[(int) (number % rows.length)];
            part.add(row);
        }
        return new Part<>(first - next, first, part);
    }

    /** The ID of all that is before the row with this number. */
    String idBefore(long next) {
        return run + "-" + next;
    }

    /** The number of the row behind an ID, or null if the ID is of another process or none of ours. */
    @Nullable
    Long next(String id) {
        Matcher parts = ID.matcher(id);
        if (!parts.matches() || !parts.group(1).equals(run)) {
            return null;
        }
        long next = Long.parseLong(parts.group(2));
        return next <= end() ? next : null;
    }
}
