package org.sessiontoken.broker.authservice;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.broker.guard.GuardProperties;
import org.sessiontoken.broker.guessing.GuessingProperties;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The auth services of all tenants.
 *
 * @param authServices One entry for each auth service of each tenant; fixed while the broker runs.
 * @param authServicesFile YAML file with a list auth-services of further entries; the broker follows edits while it runs.
 */
@ConfigurationProperties("ags.broker")
record AuthServiceProperties(
        @DefaultValue List<Entry> authServices, @Nullable Path authServicesFile) {

    /**
     * One auth service.
     *
     * @param tenantId Tenant that the auth service belongs to.
     * @param authServiceId Name of the auth service in requests and in service discovery.
     * @param type Type of its backend, such as shared-secret-jwt.
     * @param tokenTtl How long its session tokens are valid.
     * @param requestsPerSecond Maximum number of requests per second, on each instance; no limit if it is not set.
     * @param guard Guards around its backend, so that an outage does not affect other auth services.
     * @param guessing How wrong credentials are throttled; what is not set is as in ags.broker.guessing.
     * @param displayAttributes What clients show of it, such as a name and a logo.
     * @param options Options of its type.
     */
    record Entry(
            @Nullable String tenantId,
            @Nullable String authServiceId,
            @Nullable String type,
            @DefaultValue("5m") Duration tokenTtl,
            @Nullable Integer requestsPerSecond,
            @DefaultValue GuardProperties guard,
            @DefaultValue GuessingProperties.OfAuthService guessing,
            @DefaultValue Map<String, String> displayAttributes,
            @DefaultValue Map<String, String> options) {

        /** The same entry with other maps. */
        Entry with(Map<String, String> otherAttributes, Map<String, String> otherOptions) {
            return new Entry(
                    tenantId,
                    authServiceId,
                    type,
                    tokenTtl,
                    requestsPerSecond,
                    guard,
                    guessing,
                    Map.copyOf(otherAttributes),
                    Collections.unmodifiableMap(otherOptions));
        }
    }
}
