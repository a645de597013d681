package org.sessiontoken.answering.keys;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.sessiontoken.background.Step;
import org.sessiontoken.files.FollowedFiles;
import org.sessiontoken.files.FollowedFilesMetrics;

/** Follows all key files of a service, in one background task. Safe for all threads. */
public final class FollowedKeys implements Step {

    private final MeterRegistry meters;
    private final List<FollowedFiles<?>> all = new CopyOnWriteArrayList<>();

    FollowedKeys(MeterRegistry meters) {
        this.meters = meters;
    }

    /**
     * Reads keys, and follows their files from now on.
     *
     * @param name what the keys are for, such as {@code sealing-keys}
     * @param reading reads all the files; whatever it throws now is thrown
     */
    public <T> FollowedFiles<T> follow(String name, Collection<Path> files, Supplier<T> reading) {
        FollowedFiles<T> followed = new FollowedFiles<>(name, files, reading);
        new FollowedFilesMetrics(followed).bindTo(meters);
        all.add(followed);
        return followed;
    }

    @Override
    public Duration run() {
        return all.stream().map(FollowedFiles::run).min(Duration::compareTo).orElse(Duration.ofSeconds(1));
    }
}
