package org.sessiontoken.broker.authservice;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sessiontoken.broker.authservice.AuthServiceProperties.Entry;
import org.sessiontoken.broker.authservice.AuthServices.Configured;
import org.sessiontoken.files.FileStates;
import org.springframework.core.env.Environment;

/**
 * Makes the auth services that are configured, by properties and by the auth services' file. Those whose configuration has
 * not changed are kept, with their breakers, counts and caches.
 */
final class AuthServiceLoader {

    private static final String PROPERTY = "ags.broker.auth-services";

    private final AuthServiceProperties properties;
    private final AuthServiceFactory factory;
    private final Environment environment;

    AuthServiceLoader(AuthServiceProperties properties, AuthServiceFactory factory, Environment environment) {
        this.properties = properties;
        this.factory = factory;
        this.environment = environment;
    }

    /** The state of the auth services' file, before it is read: an edit during the reading must be noticed later. */
    FileStates fileBeforeFirstReading() {
        return FileStates.of(fixedFiles());
    }

    /**
     * Makes all auth services, or none.
     *
     * @param before the current auth services
     * @throws IllegalArgumentException if the configuration is not as described; what was made for it is closed again
     */
    AuthServices load(AuthServices before, Reading reading) {
        List<Configured> made = new ArrayList<>();
        boolean complete = false;
        try {
            addAll(properties.authServices(), PROPERTY, made, before, reading);
            Path file = properties.authServicesFile();
            if (file != null) {
                addFrom(file, made, before, reading);
            }
            AuthServices loaded = new AuthServices(made);
            complete = true;
            return loaded;
        } finally {
            if (!complete) {
                discard(made, before);
            }
        }
    }

    /** Closes auth services that were made and are not to be used. */
    void discard(AuthServices made, AuthServices before) {
        discard(made.all(), before);
    }

    private static void discard(Collection<Configured> made, AuthServices before) {
        made.stream().filter(one -> !before.contains(one.service())).forEach(Configured::close);
    }

    /**
     * The files to watch: those of the current auth services, and those that a refused configuration names, since one of them
     * may be the cause.
     */
    FileStates watched(AuthServices current, Reading reading) {
        Map<Path, String> known = new LinkedHashMap<>();
        current.all().forEach(one -> known.putAll(one.files().digests()));
        Set<Path> files = new LinkedHashSet<>(fixedFiles());
        files.addAll(known.keySet());
        files.addAll(reading.filesRead());
        known.putAll(reading.earlier().digests());
        return FileStates.of(files, new FileStates(known));
    }

    private void addFrom(Path path, List<Configured> made, AuthServices before, Reading reading) {
        AuthServiceFile file = AuthServiceFile.read(path, environment);
        try {
            addAll(file.entries(), AuthServiceFile.LIST, made, before, reading);
            // Refuses duplicate names here as well, where the line is known.
            new AuthServices(made);
        } catch (IllegalArgumentException refused) {
            throw new IllegalArgumentException(file.locate(String.valueOf(refused.getMessage())));
        }
    }

    private void addAll(List<Entry> entries, String list, List<Configured> made, AuthServices before, Reading reading) {
        for (int i = 0; i < entries.size(); i++) {
            made.add(keepOrMake(list + "[" + i + "]", entries.get(i), before, reading));
        }
    }

    /** An auth service that is kept gets its new path, for messages. */
    private Configured keepOrMake(String path, Entry entry, AuthServices before, Reading reading) {
        return before.configured(AuthServiceFactory.key(path, entry))
                .filter(old -> old.isStill(entry))
                .map(old -> new Configured(path, entry, old.files(), old.service()))
                .orElseGet(() -> factory.create(path, entry, reading.earlier(), reading.filesRead()));
    }

    private List<Path> fixedFiles() {
        return Optional.ofNullable(properties.authServicesFile()).stream().toList();
    }

    /**
     * One reading of the configuration.
     *
     * @param earlier the states of files before anything was read
     * @param filesRead the files that were read
     */
    record Reading(FileStates earlier, Set<Path> filesRead) {

        static Reading after(FileStates earlier) {
            return new Reading(earlier, new LinkedHashSet<>());
        }
    }
}
