package org.sessiontoken.broker.authservice;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import org.sessiontoken.background.Step;
import org.sessiontoken.broker.authservice.AuthServiceLoader.Reading;
import org.sessiontoken.files.FileStates;
import org.sessiontoken.files.FileWatch;
import org.sessiontoken.files.FollowedFilesMetrics;
import org.sessiontoken.telemetry.LogKeys;
import org.sessiontoken.telemetry.Metric;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reloads the auth services: checks every second whether their file, or a file that an entry reads, has changed, and has
 * settled (see {@link FileWatch}).
 *
 * <p>A changed configuration is taken as a whole or not at all. What is replaced is closed once no request can be using it
 * any more. A configuration that is refused is logged once, with the line, and the current one stays. It is read again now and then:
 * the files may be good, and something else was in the way.
 */
final class AuthServiceReload implements Step {

    private static final Logger LOG = LoggerFactory.getLogger(AuthServiceReload.class);

    private final AuthServiceLoader loader;
    private final ReplacedAuthServices replaced;
    private final Counter taken;
    private final Counter refused;
    private final AuthServiceMetrics metrics;
    private final AuthServiceDirectory directory;
    private final FileWatch watch;
    private Runnable onChange = () -> {};
    private volatile boolean isRefused;

    /**
     * Reads the configuration for the first time.
     *
     * @throws IllegalArgumentException if it is not as described
     */
    AuthServiceReload(AuthServiceLoader loader, ReplacedAuthServices replaced, MeterRegistry meters) {
        this.loader = loader;
        this.replaced = replaced;
        this.taken = reloads(meters, "taken");
        this.refused = reloads(meters, "refused");
        Reading reading = Reading.after(loader.fileBeforeFirstReading());
        this.directory = new AuthServiceDirectory(loader.load(new AuthServices(List.of()), reading));
        this.watch = new FileWatch(loader.watched(directory.current(), reading));
        this.metrics = new AuthServiceMetrics(meters);
        metrics.configure(directory.current());
        FollowedFilesMetrics.bindRefused(meters, "auth-services", this, reload -> reload.isRefused);
    }

    private static Counter reloads(MeterRegistry meters, String result) {
        return Counter.builder(Metric.BROKER_RELOADS.meterName())
                .description(Metric.BROKER_RELOADS.description())
                .tag(Metric.Tag.RESULT, result)
                .register(meters);
    }

    AuthServiceDirectory directory() {
        return directory;
    }

    AuthServiceMetrics metrics() {
        return metrics;
    }

    /** Sets what is done after each change. */
    void onChange(Runnable listener) {
        this.onChange = listener;
    }

    /** Reads the configuration if a file has changed and has settled, or if it is refused and it is time to try again. */
    @Override
    public Duration run() {
        watch.settledChange().ifPresent(this::read);
        return watch.untilNextLook();
    }

    /** Takes or refuses the configuration, unless it has changed again meanwhile. */
    private void read(FileStates now) {
        AuthServices before = directory.current();
        Reading reading = Reading.after(now);
        try {
            AuthServices next = loader.load(before, reading);
            if (!now.isCurrent()) {
                loader.discard(next, before);
                return;
            }
            take(next, before, reading);
        } catch (IllegalArgumentException invalid) {
            if (!now.isCurrent() || !watch.refuse(now, loader.watched(before, reading))) {
                return;
            }
            refused.increment();
            isRefused = true;
            LOG.atError()
                    .log(
                            "The changed auth services are invalid and are not applied; the previous ones stay in"
                                    + " use: {}",
                            invalid.getMessage());
        }
    }

    private void take(AuthServices next, AuthServices before, Reading reading) {
        metrics.configure(next);
        directory.replace(next);
        watch.watch(loader.watched(next, reading));
        replaced.closeLater(before, next);
        taken.increment();
        isRefused = false;
        LOG.atInfo().addKeyValue(LogKeys.AUTH_SERVICES, next.all().size()).log("The changed auth services are in use");
        onChange.run();
    }
}
