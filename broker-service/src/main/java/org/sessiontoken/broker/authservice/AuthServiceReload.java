package org.sessiontoken.broker.authservice;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import org.sessiontoken.background.Step;
import org.sessiontoken.broker.authservice.AuthServiceLoader.Reading;
import org.sessiontoken.telemetry.LogKeys;
import org.sessiontoken.telemetry.Metric;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reloads the auth services: checks every second whether their file, or a file that an entry reads, has changed.
 *
 * <p>A change counts once two looks have seen the same: a file that is rewritten in place is empty for a moment, and half written
 * for another. One that has become empty or has disappeared is looked at more often before that is taken for meant.
 *
 * <p>A changed configuration is taken as a whole or not at all. What is replaced is closed once no request can be using it
 * any more. A configuration that is refused is logged once, with the line, and the current one stays.
 */
final class AuthServiceReload implements Step {

    private static final Logger LOG = LoggerFactory.getLogger(AuthServiceReload.class);
    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final Duration PERIOD_WHILE_CHANGING = Duration.ofMillis(500);

    /** How many looks a file that is being rewritten has to be complete again: five seconds. */
    static final int MAX_LOOKS_AT_INCOMPLETE_FILES = 10;

    private final AuthServiceLoader loader;
    private final ReplacedAuthServices replaced;
    private final Counter taken;
    private final Counter refused;
    private final AuthServiceDirectory directory;
    private Runnable onChange = () -> {};
    private FileStates watched;
    private FileStates changing = FileStates.NONE;
    private int looks;

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
        this.watched = loader.watched(directory.current(), reading);
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

    /** Sets what is done after each change. */
    void onChange(Runnable listener) {
        this.onChange = listener;
    }

    @Override
    public Duration run() {
        return lookForChange() ? PERIOD : PERIOD_WHILE_CHANGING;
    }

    /**
     * Reads the configuration if a file has changed and has settled. A refused one is read again when one of its files changes.
     *
     * @return whether nothing is changing
     */
    boolean lookForChange() {
        FileStates now = FileStates.of(watched.digests().keySet());
        if (now.equals(watched)) {
            changing = FileStates.NONE;
            return true;
        }
        looks = now.equals(changing) ? looks + 1 : 0;
        changing = now;
        boolean settled = looks >= (now.lacksContentOf(watched) ? MAX_LOOKS_AT_INCOMPLETE_FILES : 1);
        return settled && read(now);
    }

    /** Takes or refuses the configuration, unless it has changed again meanwhile. */
    private boolean read(FileStates now) {
        AuthServices before = directory.current();
        Reading reading = Reading.after(now);
        try {
            AuthServices next = loader.load(before, reading);
            if (!now.isCurrent()) {
                loader.discard(next, before);
                return false;
            }
            take(next, before, reading);
        } catch (IllegalArgumentException invalid) {
            if (!now.isCurrent()) {
                return false;
            }
            watched = loader.watched(before, reading);
            refused.increment();
            LOG.atError()
                    .log(
                            "The changed auth services are invalid and are not applied; the previous ones stay in"
                                    + " use: {}",
                            invalid.getMessage());
        }
        return true;
    }

    private void take(AuthServices next, AuthServices before, Reading reading) {
        directory.replace(next);
        watched = loader.watched(next, reading);
        replaced.closeLater(before, next);
        taken.increment();
        LOG.atInfo().addKeyValue(LogKeys.AUTH_SERVICES, next.all().size()).log("The changed auth services are in use");
        onChange.run();
    }
}
