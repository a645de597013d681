package org.sessiontoken.tracing;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

/**
 * Keeps Spring Boot from configuring OpenTelemetry because its libraries are there: nothing of it where no collector is configured,
 * and nothing but the export of spans where one is. Otherwise it would trace what nobody asks for, such as each request for health and
 * metrics, and load OpenTelemetry's classes in services that trace nothing.
 */
final class NothingUnasked implements AutoConfigurationImportFilter, EnvironmentAware {

    private static final String TRACING = "org.springframework.boot.micrometer.tracing.";
    private static final String OPEN_TELEMETRY = "org.springframework.boot.opentelemetry.";
    private static final String SUFFIX = "AutoConfiguration";

    private static final Set<String> EXPORT_OF_SPANS = Set.of(
            OPEN_TELEMETRY + "autoconfigure.OpenTelemetrySdkAutoConfiguration",
            TRACING + "opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration",
            TRACING + "opentelemetry.autoconfigure.otlp.OtlpTracingAutoConfiguration");

    private boolean exporting;

    @Override
    public void setEnvironment(Environment environment) {
        exporting = CollectorIsConfigured.in(environment);
    }

    @Override
    public boolean[] match(@Nullable String[] classes, AutoConfigurationMetadata metadata) {
        boolean[] kept = new boolean[classes.length];
        for (int i = 0; i < classes.length; i++) {
            kept[i] = isKept(classes[i]);
        }
        return kept;
    }

    /** Spring also asks about classes that are no auto-configuration, but part of one. */
    private boolean isKept(@Nullable String name) {
        boolean ofTracing = name != null
                && name.endsWith(SUFFIX)
                && List.of(TRACING, OPEN_TELEMETRY).stream().anyMatch(name::startsWith);
        return !ofTracing || exporting && EXPORT_OF_SPANS.contains(name);
    }
}
