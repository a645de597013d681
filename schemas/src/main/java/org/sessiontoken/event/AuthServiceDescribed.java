package org.sessiontoken.event;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.sessiontoken.value.AuthServiceId;
import org.sessiontoken.value.ParameterProperty;
import org.sessiontoken.value.TenantId;

/**
 * What a tenant's clients may know of an auth service: an entry of the public catalogue. Nothing secret is in it.
 *
 * @param tenantId whose auth service it is
 * @param authServiceName what requests call it
 * @param displayAttributes what to show of it, such as a name and a logo, in the order given
 * @param endpoints the calls that it takes part in
 */
public record AuthServiceDescribed(
        TenantId tenantId,
        AuthServiceId authServiceName,
        Map<String, String> displayAttributes,
        List<Endpoint> endpoints) {

    /** Refuses a missing part. */
    public AuthServiceDescribed {
        Objects.requireNonNull(tenantId, "tenantId is missing");
        Objects.requireNonNull(authServiceName, "authServiceName is missing");
        displayAttributes = Collections.unmodifiableMap(
                new LinkedHashMap<>(Objects.requireNonNull(displayAttributes, "displayAttributes is missing")));
        endpoints = List.copyOf(Objects.requireNonNull(endpoints, "endpoints is missing"));
    }

    /**
     * A call that an auth service takes part in.
     *
     * @param name such as {@code GETSESSIONTOKEN}
     * @param path below the gateway's base path, such as {@code /getSessionToken}
     * @param parameterProperties the parameters that the call takes
     */
    public record Endpoint(String name, String path, List<ParameterProperty> parameterProperties) {

        /** Refuses a missing part, and a path that does not begin with a slash. */
        public Endpoint {
            Objects.requireNonNull(name, "endpoint name is missing");
            Objects.requireNonNull(path, "endpoint path is missing");
            if (name.isEmpty() || !path.startsWith("/")) {
                throw new IllegalArgumentException("an endpoint must have a name, and a path that begins with a slash");
            }
            parameterProperties =
                    List.copyOf(Objects.requireNonNull(parameterProperties, "parameterProperties is missing"));
        }
    }
}
