package org.sessiontoken.broker.outbound;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.Consumer;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;

/**
 * Tells listeners of renewed SSL bundles. A bundle keeps its handlers for ever, so one handler is registered for each name,
 * and listeners that no longer listen are forgotten here. Safe for all threads.
 */
final class SslBundleUpdates {

    private final SslBundles bundles;
    private final Map<String, Set<Consumer<SslBundle>>> listeners = new HashMap<>();

    SslBundleUpdates(SslBundles bundles) {
        this.bundles = bundles;
    }

    synchronized void add(String name, Consumer<SslBundle> listener) {
        listeners.computeIfAbsent(name, this::register).add(listener);
    }

    synchronized void remove(String name, Consumer<SslBundle> listener) {
        listeners.getOrDefault(name, Set.of()).remove(listener);
    }

    private Set<Consumer<SslBundle>> register(String name) {
        Set<Consumer<SslBundle>> ofThisBundle = new CopyOnWriteArraySet<>();
        bundles.addBundleUpdateHandler(name, bundle -> ofThisBundle.forEach(listener -> listener.accept(bundle)));
        return ofThisBundle;
    }
}
