package org.sessiontoken.certificates;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.sessiontoken.background.Step;
import org.sessiontoken.files.FollowedFiles;
import org.springframework.boot.autoconfigure.ssl.PropertiesSslBundle;
import org.springframework.boot.autoconfigure.ssl.SslProperties.Bundles;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.core.io.ResourceLoader;

/**
 * All SSL bundles of a program. The step looks at their files, and is to be repeated by a background task. What changes is
 * taken as a whole or not at all: while a pair is half written, or a file cannot be read, the earlier contents stay in use,
 * and the log says so once.
 */
public final class FollowedBundles implements Step {

    private static final Duration PERIOD_WITHOUT_BUNDLES = Duration.ofHours(1);

    private final Map<String, FollowedBundle> bundles = new LinkedHashMap<>();

    /**
     * Reads all bundles.
     *
     * @throws IllegalArgumentException if no connection can be opened by one of them; the message names it
     */
    FollowedBundles(Bundles settings, ResourceLoader resources) {
        settings.getPem()
                .forEach((name, bundle) -> follow(
                        name, BundleFiles.of(bundle, resources), () -> SoundBundle.read(name, bundle, resources)));
        settings.getJks()
                .forEach((name, bundle) -> follow(
                        name,
                        BundleFiles.of(bundle, resources),
                        () -> SoundBundle.read(name, () -> PropertiesSslBundle.get(bundle, resources))));
    }

    private void follow(String name, Collection<Path> files, Supplier<SslBundle> reading) {
        bundles.put(name, new FollowedBundle(new FollowedFiles<>("ssl-bundle-" + name, files, reading)));
    }

    /** Puts a bundle that follows its files in the place of each, which was read by Spring Boot. */
    void register(DefaultSslBundleRegistry registry) {
        bundles.forEach((name, bundle) -> {
            // Without any handler, each update would be a warning that the bundle may be in use by somebody who is not
            // told.
            registry.addBundleUpdateHandler(name, changed -> {});
            registry.updateBundle(name, bundle);
            bundle.files().onTaken(changed -> registry.updateBundle(name, bundle));
        });
    }

    /** All bundles, by their names. */
    Map<String, FollowedBundle> all() {
        return Collections.unmodifiableMap(bundles);
    }

    @Override
    public Duration run() {
        return bundles.values().stream()
                .map(bundle -> bundle.files().run())
                .min(Duration::compareTo)
                .orElse(PERIOD_WITHOUT_BUNDLES);
    }
}
