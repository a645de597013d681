package org.sessiontoken.tracing;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;

/**
 * Keeps Spring Boot from configuring OpenTelemetry because its libraries are there. It would trace what nobody asks for, such as each
 * request for health and metrics, would load OpenTelemetry's classes in services that trace nothing, and, in the standalone program,
 * would reach services that have no part in a request. {@link TracingConfiguration} takes what it needs.
 */
final class NothingUnasked implements AutoConfigurationImportFilter {

    private static final List<String> LEFT_OUT =
            List.of("org.springframework.boot.micrometer.tracing.", "org.springframework.boot.opentelemetry.");

    @Override
    public boolean[] match(@Nullable String[] classes, AutoConfigurationMetadata metadata) {
        boolean[] kept = new boolean[classes.length];
        for (int i = 0; i < classes.length; i++) {
            String name = classes[i];
            kept[i] = name == null || LEFT_OUT.stream().noneMatch(name::startsWith);
        }
        return kept;
    }
}
