package org.sessiontoken.broker.intake;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.jspecify.annotations.Nullable;

/**
 * What an instance that gives a partition up tells the next one about the records above the committed offset: the metadata of its last
 * commit, with distances from that offset, such as {@code fresh:25 working:0,3,17}. Without a note, as after a crash, nobody
 * knows what was begun.
 *
 * @param freshFrom the first offset that nobody has begun
 * @param inWork offsets below that, which the instance goes on working on
 */
record HandoverNote(long freshFrom, Set<Long> inWork) {

    private static final Pattern FORM = Pattern.compile("fresh:(\\d{1,18})(?: working:(\\d{1,18}(?:,\\d{1,18})*))?");

    /** Half of what Kafka takes by default ({@code offset.metadata.max.bytes}). What does not fit is begun again. */
    private static final int MAX_LENGTH = 2_000;

    /**
     * A position with a note.
     *
     * @param unfinished the offsets that are worked on, none below the position
     */
    static OffsetAndMetadata at(long position, long freshFrom, List<Long> unfinished) {
        StringBuilder note = new StringBuilder("fresh:").append(freshFrom - position);
        String separator = " working:";
        for (long offset : unfinished) {
            String next = separator + (offset - position);
            if (note.length() + next.length() > MAX_LENGTH) {
                break;
            }
            note.append(next);
            separator = ",";
        }
        return new OffsetAndMetadata(position, note.toString());
    }

    /** The note of a position, if there is one. What somebody else has written there is none. */
    static Optional<HandoverNote> of(@Nullable OffsetAndMetadata committed) {
        if (committed == null) {
            return Optional.empty();
        }
        Matcher note = FORM.matcher(committed.metadata());
        if (!note.matches()) {
            return Optional.empty();
        }
        Set<Long> inWork = new HashSet<>();
        @Nullable String distances = note.group(2);
        if (distances != null) {
            for (String distance : distances.split(",")) {
                inWork.add(committed.offset() + Long.parseLong(distance));
            }
        }
        return Optional.of(new HandoverNote(committed.offset() + Long.parseLong(note.group(1)), inWork));
    }
}
