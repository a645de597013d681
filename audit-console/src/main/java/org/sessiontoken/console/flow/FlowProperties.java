package org.sessiontoken.console.flow;

import java.util.Map;
import java.util.Set;
import org.sessiontoken.setting.NumberText;
import org.sessiontoken.value.RequestorName;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/**
 * How flows are shown.
 *
 * @param httpRequestors Requestors that answer over HTTP, as the HTTP adapter does: their timelines end with the status
 * @param maxRequests How many requests of one correlation ID are shown at most, the newest ones
 */
@ConfigurationProperties("ags.console.flow")
record FlowProperties(
        @DefaultValue("http-adapter") Set<RequestorName> httpRequestors,
        @DefaultValue("50") int maxRequests) {

    private static final String PREFIX = "ags.console.flow";
    private static final int MAX_REQUESTS = 1_000;

    /** Refuses what is out of bounds, with an {@link IllegalArgumentException} that names the property. */
    FlowProperties {
        httpRequestors = Set.copyOf(httpRequestors);
        NumberText.requireBetween(PREFIX + ".max-requests", maxRequests, 1, MAX_REQUESTS);
    }

    /** As they are where nothing is configured. */
    static FlowProperties defaults() {
        return new Binder(new MapConfigurationPropertySource(Map.of())).bindOrCreate(PREFIX, FlowProperties.class);
    }
}
