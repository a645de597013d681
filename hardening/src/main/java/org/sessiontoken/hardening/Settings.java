package org.sessiontoken.hardening;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/** The settings of a program, as the checks ask for them. */
final class Settings {

    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d+){3}|::1|\\[::1]");

    private final Binder binder;

    Settings(Environment environment) {
        this.binder = Binder.get(environment);
    }

    /** A setting in lower case; empty if it is not set, or has no value. */
    Optional<String> text(String name) {
        return binder.bind(name, String.class)
                .map(text -> text.trim().toLowerCase(Locale.ROOT))
                .map(Optional::of)
                .orElse(Optional.empty())
                .filter(text -> !text.isEmpty());
    }

    boolean isSet(String name) {
        return text(name).isPresent();
    }

    boolean isTrue(String name) {
        return text(name).filter("true"::equals).isPresent();
    }

    /** Whether a setting is {@code always}. */
    boolean isAlways(String name) {
        return text(name).filter("always"::equals).isPresent();
    }

    List<String> list(String name) {
        return binder.bind(name, Bindable.listOf(String.class)).orElse(List.of());
    }

    /** What is below a name, by the rest of the name. */
    Map<String, String> below(String name) {
        return binder.bind(name, Bindable.mapOf(String.class, String.class)).orElse(Map.of());
    }

    /** The names of the first level below a name. */
    Stream<String> namesBelow(String name) {
        return binder.bind(name, Bindable.mapOf(String.class, Object.class))
                .map(Map::keySet)
                .map(names -> names.stream())
                .orElse(Stream.empty());
    }

    /** Whether the server speaks TLS. */
    boolean hasTls() {
        return !text("server.ssl.enabled").filter("false"::equals).isPresent()
                && Stream.of("server.ssl.bundle", "server.ssl.certificate", "server.ssl.key-store")
                        .anyMatch(this::isSet);
    }

    /** Whether only programs on the same machine reach the server. */
    boolean isOnLoopback() {
        return text("server.address").filter(Settings::isLoopback).isPresent();
    }

    /** Whether the endpoints of management are on the port that everybody asks. */
    boolean isManagementPublic() {
        Optional<String> management = text("management.server.port");
        return management.isEmpty() || management.equals(text("server.port").filter(port -> !port.equals("0")));
    }

    static boolean isLoopback(String host) {
        return LOOPBACK.matcher(host).matches();
    }
}
