package org.sessiontoken.console.index;

/**
 * How much of a partition has been looked at: all records from one offset up to another.
 *
 * @param from the first offset
 * @param fromTime no record from this time on, in milliseconds, is missing before {@code from}; 0 if there was none before
 * @param to the offset that is read next
 * @param toTime Kafka's time of the last record that was read
 * @param lost how many records Kafka deleted before they were read
 * @param unreadable how many records were looked at and could not be read
 */
public record Position(long from, long fromTime, long to, long toTime, long lost, long unreadable) {

    /**
     * Nothing has been looked at yet.
     *
     * @param offset where reading begins
     * @param fromTime no record from this time on is before that offset; {@link Long#MAX_VALUE} if the first record tells
     */
    public static Position beginning(long offset, long fromTime) {
        return new Position(offset, fromTime, offset, fromTime == Long.MAX_VALUE ? 0 : fromTime, 0, 0);
    }

    /** A record was read. */
    public Position read(long offset, long time) {
        // What comes first after a loss tells when the lost ones ended.
        long begin = fromTime == Long.MAX_VALUE ? time + 1 : fromTime;
        return new Position(from, begin, offset + 1, Math.max(toTime, time), lost, unreadable);
    }

    /** Records up to this offset could not be read. */
    public Position passedOver(long next) {
        return new Position(from, fromTime, next, toTime, lost, unreadable + next - to);
    }

    /** The last record that was read could not be understood. */
    public Position notUnderstood() {
        return new Position(from, fromTime, to, toTime, lost, unreadable + 1);
    }

    /** There is no record before this offset that is not read. */
    public Position advanced(long next) {
        return next <= to ? this : new Position(from, fromTime, next, toTime, lost, unreadable);
    }

    /**
     * Kafka deleted what would have been read next.
     *
     * @param begin the first offset that is left
     * @param time when the last of them may have been written; {@link Long#MAX_VALUE} if the next record tells
     */
    public Position overtaken(long begin, long time) {
        return new Position(begin, time, begin, toTime, lost + begin - to, unreadable);
    }

    /** What is older than this is not in the index any more. */
    Position forgotten(long time) {
        return new Position(from, Math.max(fromTime, time), to, toTime, lost, unreadable);
    }

    /** Nothing older than this is expected on a partition that was not there at this time. */
    public Position notBefore(long time) {
        return new Position(from, fromTime, to, Math.max(toTime, time), lost, unreadable);
    }
}
