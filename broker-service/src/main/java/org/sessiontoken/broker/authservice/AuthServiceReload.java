package org.sessiontoken.broker.authservice;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.sessiontoken.broker.authservice.AuthServiceProperties.Entry;
import org.sessiontoken.broker.authservice.AuthServices.Configured;
import org.sessiontoken.broker.lifecycle.StopPhases;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.env.Environment;

/**
 * Keeps the directory as the configuration is: looks every second whether the auth services' file, or a file that one of
 * them reads, has changed.
 *
 * <p>A changed configuration is taken as a whole or not at all. What has not changed stays as it is, with the state of its
 * breaker, its counts and its caches; what is gone is closed once no request can be using it any more. What is wrong is
 * said once, with the line, and the old configuration goes on.
 */
final class AuthServiceReload implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(AuthServiceReload.class);
    private static final String FIXED = "ags.broker.auth-services";
    private static final Duration PERIOD = Duration.ofSeconds(1);

    /** Longer than any request's deadline, which the broker bounds. */
    private static final Duration LAST_USE = Duration.ofMinutes(2);

    private final AuthServiceProperties properties;
    private final AuthServiceAssembly assembly;
    private final Environment environment;
    private final MeterRegistry meters;
    private final AuthServiceDirectory directory;
    private final ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, "auth-service-reload");
        thread.setDaemon(true);
        return thread;
    });
    private final Queue<Configured> replaced = new ConcurrentLinkedQueue<>();
    private Runnable changed = () -> {};
    private FileStates seen;
    private volatile boolean running;

    /**
     * Reads the configuration for the first time.
     *
     * @throws IllegalArgumentException if it is not as it must be
     */
    AuthServiceReload(
            AuthServiceProperties properties,
            AuthServiceAssembly assembly,
            Environment environment,
            MeterRegistry meters) {
        this.properties = properties;
        this.assembly = assembly;
        this.environment = environment;
        this.meters = meters;
        // The state of the file from before it is read: an edit that comes in between must be seen as one.
        Reading reading = Reading.after(new AuthServices(List.of()), FileStates.of(fixedFiles()));
        this.directory = new AuthServiceDirectory(assemble(reading));
        this.seen = watched(reading);
    }

    AuthServiceDirectory directory() {
        return directory;
    }

    /** Has something done after each change. */
    void onChange(Runnable changed) {
        this.changed = changed;
    }

    /** A task that fails would not be run again, and nobody would be told. */
    private void goOnLooking() {
        try {
            lookForChange();
        } catch (RuntimeException bug) {
            LOG.atError().addKeyValue("bug", bug.getClass().getName()).log("Could not look for changed auth services");
        }
    }

    /** One look; what is refused is refused once, and looked at again when one of its files changes. */
    void lookForChange() {
        FileStates now = FileStates.of(seen.digests().keySet());
        if (now.equals(seen)) {
            return;
        }
        Reading reading = Reading.after(directory.current(), now);
        try {
            AuthServices next = assemble(reading);
            directory.replace(next);
            seen = watched(reading);
            closeLater(reading.before(), next);
            meters.counter("ags.broker.reloads", "result", "taken").increment();
            LOG.atInfo()
                    .addKeyValue("authServices", next.all().size())
                    .log("Auth services follow their changed configuration");
            changed.run();
        } catch (IllegalArgumentException refused) {
            seen = watched(reading);
            meters.counter("ags.broker.reloads", "result", "refused").increment();
            LOG.atError().log("The changed auth services are refused, the old ones stay: {}", refused.getMessage());
        }
    }

    private AuthServices assemble(Reading reading) {
        List<Configured> made = new ArrayList<>();
        try {
            for (int i = 0; i < properties.authServices().size(); i++) {
                Entry entry = properties.authServices().get(i);
                made.add(keepOrMake(FIXED + "[" + i + "]", entry, reading));
            }
            Path file = properties.authServicesFile();
            if (file != null) {
                assembleFrom(file, made, reading);
            }
            return new AuthServices(made);
        } catch (RuntimeException refused) {
            made.stream().filter(one -> !isKept(one, reading.before())).forEach(AuthServiceReload::close);
            throw refused;
        }
    }

    private void assembleFrom(Path path, List<Configured> made, Reading reading) {
        AuthServiceFile file = AuthServiceFile.read(path, environment);
        try {
            for (int i = 0; i < file.entries().size(); i++) {
                Entry entry = file.entries().get(i);
                made.add(keepOrMake(AuthServiceFile.LIST + "[" + i + "]", entry, reading));
            }
            // The names are checked here as well, where the line can be said.
            new AuthServices(made);
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException(file.locate(String.valueOf(malformed.getMessage())));
        }
    }

    /** What is kept stands where it stands now, for messages. */
    private Configured keepOrMake(String path, Entry entry, Reading reading) {
        return reading.before()
                .configured(AuthServiceAssembly.key(path, entry))
                .filter(old -> old.isStill(entry))
                .map(old -> new Configured(path, entry, old.files(), old.service()))
                .orElseGet(() -> assembly.assemble(path, entry, reading.earlier(), reading.asked()));
    }

    private List<Path> fixedFiles() {
        return Optional.ofNullable(properties.authServicesFile()).stream().toList();
    }

    /** Also the files that only a refused edit names: one of them may be what is missing. */
    private FileStates watched(Reading reading) {
        Map<Path, String> known = new LinkedHashMap<>();
        directory.current().all().forEach(one -> known.putAll(one.files().digests()));
        Set<Path> files = new LinkedHashSet<>(fixedFiles());
        files.addAll(known.keySet());
        files.addAll(reading.asked());
        known.putAll(reading.earlier().digests());
        return FileStates.of(files, new FileStates(known));
    }

    private void closeLater(AuthServices before, AuthServices next) {
        before.all().stream().filter(one -> !isKept(one, next)).forEach(one -> {
            replaced.add(one);
            scheduler.schedule(() -> closeReplaced(one), LAST_USE.toSeconds(), TimeUnit.SECONDS);
        });
    }

    private void closeReplaced(Configured one) {
        replaced.remove(one);
        close(one);
    }

    private static boolean isKept(Configured one, AuthServices in) {
        return in.all().stream().anyMatch(other -> other.service() == one.service());
    }

    private static void close(Configured one) {
        try {
            one.service().backend().close();
        } catch (RuntimeException bug) {
            LOG.atError()
                    .addKeyValue("tenantId", one.service().key().tenantId())
                    .addKeyValue("authServiceId", one.service().key().authServiceId())
                    .addKeyValue("bug", bug.getClass().getName())
                    .log("A backend failed to close, which is a bug in it");
        }
    }

    @Override
    public void start() {
        running = true;
        scheduler.scheduleWithFixedDelay(
                this::goOnLooking, PERIOD.toMillis(), PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Ends after the consumers do, which use what it closes. */
    @Override
    public int getPhase() {
        return StopPhases.AUTH_SERVICES;
    }

    @Override
    public void stop() {
        running = false;
        scheduler.shutdownNow();
        replaced.forEach(AuthServiceReload::close);
        replaced.clear();
        directory.current().all().forEach(AuthServiceReload::close);
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /**
     * One reading of the configuration.
     *
     * @param before the auth services that there were
     * @param earlier what files held before anything was read
     * @param asked the files that are asked for meanwhile
     */
    private record Reading(AuthServices before, FileStates earlier, Set<Path> asked) {

        static Reading after(AuthServices before, FileStates earlier) {
            return new Reading(before, earlier, new LinkedHashSet<>());
        }
    }
}
