package org.sessiontoken.broker.authservice;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.ServiceLoader.Provider;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.sso.SsoBackendFactory;
import org.sessiontoken.telemetry.Failures;

/**
 * Finds the backend factories on the class path through {@link ServiceLoader}, those that come with the broker and those of
 * third parties alike. A broken jar is named in the message, without a stack trace.
 */
final class FactoryDiscovery {

    private static final String ENTRIES = "META-INF/services/" + SsoBackendFactory.class.getName();

    private final ClassLoader classes;

    FactoryDiscovery(ClassLoader classes) {
        this.classes = classes;
    }

    /**
     * All factories.
     *
     * @throws IllegalArgumentException if one cannot be found or made; the message names its class or its jar
     */
    List<SsoBackendFactory> factories() {
        List<SsoBackendFactory> factories = new ArrayList<>();
        Iterator<Provider<SsoBackendFactory>> found =
                ServiceLoader.load(SsoBackendFactory.class, classes).stream().iterator();
        for (Provider<SsoBackendFactory> next = next(found); next != null; next = next(found)) {
            factories.add(make(next));
        }
        return factories;
    }

    private @Nullable Provider<SsoBackendFactory> next(Iterator<Provider<SsoBackendFactory>> found) {
        try {
            return found.hasNext() ? found.next() : null;
        } catch (ServiceConfigurationError broken) {
            // The words are the JDK's: they name the class, or the file and the line.
            throw new IllegalArgumentException("a backend type cannot be loaded: " + broken.getMessage()
                    + naming(String.valueOf(broken.getMessage())));
        } catch (Throwable failure) {
            throw new IllegalArgumentException("a backend type of " + entries() + " cannot be loaded: "
                    + Failures.summary(failure) + ": put the jars that it needs beside its own");
        }
    }

    private static SsoBackendFactory make(Provider<SsoBackendFactory> provider) {
        try {
            return provider.get();
        } catch (Throwable failure) {
            throw new IllegalArgumentException("the constructor of the backend factory " + location(provider.type())
                    + " threw " + Failures.location(Failures.rootCause(failure))
                    + ": correct its jar, or remove it from the folder that loader.path names");
        }
    }

    /** The class and the jar that it is in. */
    static String location(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        return type.getName() + (source == null ? "" : " (" + source.getLocation() + ")");
    }

    /** The jars whose entries name a class that a message of the JDK names, which does not say where it found the name. */
    private String naming(String message) {
        List<URL> found = entries().stream()
                .filter(entry -> lines(entry).anyMatch(line -> !line.isEmpty() && message.contains(" " + line + " ")))
                .toList();
        return found.isEmpty() ? "" : ": correct or remove the jar of " + found;
    }

    private static Stream<String> lines(URL entry) {
        try (InputStream in = entry.openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.split("#", 2)[0].strip());
        } catch (IOException unreadable) {
            return Stream.empty();
        }
    }

    private List<URL> entries() {
        try {
            return Collections.list(classes.getResources(ENTRIES));
        } catch (IOException unreadable) {
            return List.of();
        }
    }
}
