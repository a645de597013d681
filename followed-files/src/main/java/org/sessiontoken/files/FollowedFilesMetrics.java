package org.sessiontoken.files;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.sessiontoken.telemetry.Metric;

/** Exports how many changes of followed files were taken and refused, and whether what the files contain now is refused. */
public final class FollowedFilesMetrics implements MeterBinder {

    private final FollowedFiles<?> followed;

    /** Exports the state of these files. */
    public FollowedFilesMetrics(FollowedFiles<?> followed) {
        this.followed = followed;
    }

    @Override
    public void bindTo(MeterRegistry meters) {
        count("taken", FollowedFiles::taken, meters);
        count("refused", FollowedFiles::refusals, meters);
        bindRefused(meters, followed.name(), followed, FollowedFiles::isRefused);
    }

    /**
     * Exports whether what files contain now is refused, for whoever follows them by a {@link FileWatch}.
     *
     * @param name what the files have in common
     * @param follower what follows the files; who else needs it keeps it alive
     */
    public static <T> void bindRefused(MeterRegistry meters, String name, T follower, Predicate<? super T> isRefused) {
        Gauge.builder(Metric.FILES_REFUSED.meterName(), follower, one -> isRefused.test(one) ? 1 : 0)
                .description(Metric.FILES_REFUSED.description())
                .tag(Metric.Tag.FILES, name)
                .register(meters);
    }

    private void count(String result, ToDoubleFunction<FollowedFiles<?>> changes, MeterRegistry meters) {
        FunctionCounter.builder(Metric.FILE_CHANGES.meterName(), followed, changes)
                .description(Metric.FILE_CHANGES.description())
                .tag(Metric.Tag.FILES, followed.name())
                .tag(Metric.Tag.RESULT, result)
                .register(meters);
    }
}
