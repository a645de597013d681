package org.sessiontoken.files;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.sessiontoken.background.Step;
import org.sessiontoken.telemetry.Failures;
import org.sessiontoken.telemetry.LogKeys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What files contain, such as keys, which may change while the program runs. A {@link org.sessiontoken.background.BackgroundTask}
 * repeats this step; all other methods are safe for all threads, and do not wait for the disk.
 *
 * <p>A change is taken as a whole or not at all: it counts once the files have settled (see {@link FileWatch}), and contents
 * that are refused leave the earlier ones in use. That is logged once, and {@link #isRefused()} says so until something is taken.
 * Reading that fails once is repeated before that counts, and what is refused is read again every ten seconds: the files may be good,
 * and something else was in the way.
 *
 * @param <T> the contents, immutable
 */
public final class FollowedFiles<T> implements Step {

    private static final Logger LOG = LoggerFactory.getLogger(FollowedFiles.class);

    private final String name;
    private final List<Path> files;
    private final Supplier<T> reading;
    private final FileWatch watch;
    private Consumer<? super T> onTaken = contents -> {};

    private volatile T current;
    // Written by the thread of the task alone.
    private volatile long taken;
    private volatile long refusals;
    private volatile boolean refused;

    /**
     * Reads files for the first time. Whatever the reading throws is thrown.
     *
     * @param name what the files have in common, such as {@code sealing-keys}: in the log and as a tag of metrics
     * @param files all files that the reading reads
     * @param reading reads the files. It throws an {@link IllegalArgumentException} if it refuses what they contain; the message
     *     names the file and what to change, and quotes no secret
     */
    public FollowedFiles(String name, Collection<Path> files, Supplier<T> reading) {
        this.name = name;
        this.files = List.copyOf(files);
        this.reading = reading;
        this.watch = new FileWatch(FileStates.of(this.files));
        this.current = reading.get();
    }

    /** Sets what is done with contents that are taken while the program runs. To be called before the first step. */
    public FollowedFiles<T> onTaken(Consumer<? super T> listener) {
        this.onTaken = listener;
        return this;
    }

    /** What the files have in common. */
    public String name() {
        return name;
    }

    /** The contents in use. */
    public T current() {
        return current;
    }

    /** How many changes have been taken. */
    public long taken() {
        return taken;
    }

    /** How many changes have been refused. */
    public long refusals() {
        return refusals;
    }

    /** Whether the files have contents that were refused, so that earlier ones are in use. */
    public boolean isRefused() {
        return refused;
    }

    /** Looks at the files once, and reads them if they have changed and have settled, or are refused and it is time to try again. */
    @Override
    public Duration run() {
        watch.settledChange().ifPresent(this::read);
        return watch.untilNextLook();
    }

    /** Takes or refuses the contents, unless they have changed again meanwhile. */
    private void read(FileStates now) {
        T next;
        try {
            next = reading.get();
        } catch (IllegalArgumentException invalid) {
            refuse(now, String.valueOf(invalid.getMessage()));
            return;
        } catch (Throwable failure) {
            refuse(now, "they could not be read: " + Failures.describe(failure));
            return;
        }
        if (now.isCurrent()) {
            watch.watch(now);
            current = next;
            taken = taken + 1;
            refused = false;
            LOG.atInfo().addKeyValue(LogKeys.FILES, name).log("The changed files are in use");
            onTaken.accept(next);
        }
    }

    private void refuse(FileStates now, String fault) {
        if (now.isCurrent() && watch.refuse(now, now)) {
            refusals = refusals + 1;
            refused = true;
            LOG.atError()
                    .addKeyValue(LogKeys.FILES, name)
                    .addKeyValue(LogKeys.PATHS, files)
                    .log("The changed files are refused, and the earlier contents stay in use: {}", fault);
        }
    }
}
