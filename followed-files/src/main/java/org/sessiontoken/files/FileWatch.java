package org.sessiontoken.files;

import java.time.Duration;
import java.util.Optional;

/**
 * Looks for changes of files. A change counts once two looks have seen the same: a file that is rewritten in place is empty
 * for a moment, and half written for another. One that has become empty or has disappeared is looked at more often before that
 * is taken for meant.
 *
 * <p>For one thread.
 */
public final class FileWatch {

    /** How many looks a file that is being rewritten has to be complete again: five seconds. */
    public static final int MAX_LOOKS_AT_INCOMPLETE_FILES = 10;

    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final Duration PERIOD_WHILE_CHANGING = Duration.ofMillis(500);

    private FileStates known;
    private FileStates changing = FileStates.NONE;
    private int looks;

    /**
     * Watches files from a time on.
     *
     * @param known the files, and what is known of them: their states before they were read
     */
    public FileWatch(FileStates known) {
        this.known = known;
    }

    /** Watches these files from now on, whose states are known: another state is a change. */
    public void watch(FileStates nowKnown) {
        known = nowKnown;
        changing = FileStates.NONE;
    }

    /**
     * Looks at the files once.
     *
     * @return their states, if they differ from those that are known and have settled. Whoever reads the files asks
     *     {@link FileStates#isCurrent()} afterwards, and {@linkplain #watch watches} on if they are
     */
    public Optional<FileStates> settledChange() {
        FileStates now = FileStates.of(known.digests().keySet());
        if (now.equals(known)) {
            changing = FileStates.NONE;
            return Optional.empty();
        }
        looks = now.equals(changing) ? looks + 1 : 0;
        changing = now;
        boolean settled = looks >= (now.lacksContentOf(known) ? MAX_LOOKS_AT_INCOMPLETE_FILES : 1);
        return settled ? Optional.of(now) : Optional.empty();
    }

    /** How long to wait until the next look: less while something is changing. */
    public Duration untilNextLook() {
        return changing.equals(FileStates.NONE) ? PERIOD : PERIOD_WHILE_CHANGING;
    }
}
