package org.sessiontoken.files;

import java.time.Duration;
import java.util.Optional;

/**
 * Looks for changes of files. A change counts once two looks have seen the same: a file that is rewritten in place is empty
 * for a moment, and half written for another. One that has become empty or has disappeared is looked at more often before that
 * is taken for meant.
 *
 * <p>What is refused is shown again after a while although it has not changed: what was in its way may be gone, such as an error
 * of the disk, or a key of another file.
 *
 * <p>For one thread.
 */
public final class FileWatch {

    /** How many looks a file that is being rewritten has to be complete again: five seconds. */
    public static final int MAX_LOOKS_AT_INCOMPLETE_FILES = 10;

    /** How many looks what is refused is left alone before it is read again: ten seconds. */
    public static final int LOOKS_UNTIL_READ_AGAIN = 10;

    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final Duration PERIOD_WHILE_CHANGING = Duration.ofMillis(500);

    private FileStates known;
    private FileStates changing = FileStates.NONE;
    private FileStates failed = FileStates.NONE;
    private boolean refused;
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
        know(nowKnown);
        failed = FileStates.NONE;
        refused = false;
    }

    /**
     * Notes that what was read is refused. The first time, it is shown again at the next look: the reading itself may have failed.
     *
     * @param read the states that were read
     * @param nowKnown the files to watch from now on, since one of them may be the cause, with their states
     * @return whether this is to be said: not at the first time, and only once
     */
    public boolean refuse(FileStates read, FileStates nowKnown) {
        if (!read.equals(failed)) {
            failed = read;
            return false;
        }
        boolean isNew = !refused || !nowKnown.equals(known);
        know(nowKnown);
        failed = nowKnown;
        refused = true;
        return isNew;
    }

    private void know(FileStates nowKnown) {
        known = nowKnown;
        changing = FileStates.NONE;
        looks = 0;
    }

    /**
     * Looks at the files once.
     *
     * @return their states, if they differ from those that are known and have settled, or if they are to be read again. Whoever
     *     reads the files asks {@link FileStates#isCurrent()} afterwards, and if they are, {@linkplain #watch watches} on or
     *     {@linkplain #refuse refuses} them
     */
    public Optional<FileStates> settledChange() {
        FileStates now = FileStates.of(known.digests().keySet());
        boolean changed = !now.equals(known);
        FileStates seen = changed ? now : FileStates.NONE;
        looks = seen.equals(changing) ? looks + 1 : 0;
        changing = seen;
        return looks >= looksNeeded(now, changed) ? Optional.of(now) : Optional.empty();
    }

    private int looksNeeded(FileStates now, boolean changed) {
        if (!changed) {
            return refused ? LOOKS_UNTIL_READ_AGAIN : Integer.MAX_VALUE;
        }
        return now.lacksContentOf(known) ? MAX_LOOKS_AT_INCOMPLETE_FILES : 1;
    }

    /** How long to wait until the next look: less while something is changing. */
    public Duration untilNextLook() {
        return changing.equals(FileStates.NONE) ? PERIOD : PERIOD_WHILE_CHANGING;
    }
}
