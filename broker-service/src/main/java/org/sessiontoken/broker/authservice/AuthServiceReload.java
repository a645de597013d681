package org.sessiontoken.broker.authservice;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.sessiontoken.broker.authservice.AuthServiceProperties.Entry;
import org.sessiontoken.broker.authservice.AuthServices.Configured;
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
        this.directory = new AuthServiceDirectory(assemble(new AuthServices(List.of())));
        this.seen = watched();
    }

    AuthServiceDirectory directory() {
        return directory;
    }

    /** Has something done after each change. */
    void onChange(Runnable changed) {
        this.changed = changed;
    }

    private void lookForChange() {
        FileStates now = FileStates.of(seen.digests().keySet());
        if (now.equals(seen)) {
            return;
        }
        seen = now;
        try {
            AuthServices before = directory.current();
            AuthServices next = assemble(before);
            directory.replace(next);
            seen = watched();
            closeLater(before, next);
            changed.run();
            meters.counter("ags.broker.reloads", "result", "taken").increment();
            LOG.atInfo()
                    .addKeyValue("authServices", next.all().size())
                    .log("Auth services follow their changed configuration");
        } catch (RuntimeException refused) {
            meters.counter("ags.broker.reloads", "result", "refused").increment();
            LOG.atError().log("The changed auth services are refused, the old ones stay: {}", refused.getMessage());
        }
    }

    private AuthServices assemble(AuthServices before) {
        List<Configured> made = new ArrayList<>();
        try {
            for (int i = 0; i < properties.authServices().size(); i++) {
                made.add(keepOrMake(
                        before, FIXED + "[" + i + "]", properties.authServices().get(i)));
            }
            Path file = properties.authServicesFile();
            if (file != null) {
                assembleFrom(file, before, made);
            }
            return new AuthServices(made);
        } catch (IllegalArgumentException refused) {
            made.stream().filter(one -> !isKept(one, before)).forEach(AuthServiceReload::close);
            throw refused;
        }
    }

    private void assembleFrom(Path path, AuthServices before, List<Configured> made) {
        AuthServiceFile file = AuthServiceFile.read(path, environment);
        try {
            for (int i = 0; i < file.entries().size(); i++) {
                made.add(keepOrMake(
                        before,
                        AuthServiceFile.LIST + "[" + i + "]",
                        file.entries().get(i)));
            }
            // The names are checked here as well, where the line can be said.
            new AuthServices(made);
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException(file.locate(String.valueOf(malformed.getMessage())));
        }
    }

    private Configured keepOrMake(AuthServices before, String path, Entry entry) {
        Optional<Configured> kept =
                before.configured(AuthServiceAssembly.key(path, entry)).filter(old -> old.isStill(entry));
        return kept.orElseGet(() -> assembly.assemble(path, entry));
    }

    private FileStates watched() {
        Set<Path> files = new LinkedHashSet<>();
        if (properties.authServicesFile() != null) {
            files.add(properties.authServicesFile());
        }
        directory
                .current()
                .all()
                .forEach(one -> files.addAll(one.files().digests().keySet()));
        return FileStates.of(files);
    }

    private void closeLater(AuthServices before, AuthServices next) {
        before.all().stream()
                .filter(one -> !isKept(one, next))
                .forEach(one -> scheduler.schedule(() -> close(one), LAST_USE.toSeconds(), TimeUnit.SECONDS));
    }

    private static boolean isKept(Configured one, AuthServices in) {
        return in.all().stream().anyMatch(other -> other.service() == one.service());
    }

    private static void close(Configured one) {
        one.service().backend().close();
    }

    @Override
    public void start() {
        running = true;
        scheduler.scheduleWithFixedDelay(
                this::lookForChange, PERIOD.toMillis(), PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Ends after the consumers do, which use what it closes. */
    @Override
    public int getPhase() {
        return SmartLifecycle.DEFAULT_PHASE - 1;
    }

    @Override
    public void stop() {
        running = false;
        scheduler.shutdownNow();
        directory.current().all().forEach(AuthServiceReload::close);
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
