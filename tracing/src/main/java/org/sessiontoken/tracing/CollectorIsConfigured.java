package org.sessiontoken.tracing;

import java.util.List;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Whether spans are to be exported: the address of a collector says so, unless exporting is turned off. */
final class CollectorIsConfigured implements Condition {

    /** The one setting that turns tracing on. */
    static final String ENDPOINT = "management.opentelemetry.tracing.export.otlp.endpoint";

    private static final List<String> SWITCHES =
            List.of("management.tracing.export.enabled", "management.tracing.export.otlp.enabled");

    static boolean in(Environment environment) {
        return environment.containsProperty(ENDPOINT)
                && SWITCHES.stream().allMatch(turned -> environment.getProperty(turned, Boolean.class, true));
    }

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata annotated) {
        return in(context.getEnvironment());
    }
}
