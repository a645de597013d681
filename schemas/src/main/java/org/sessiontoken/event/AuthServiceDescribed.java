package org.sessiontoken.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.value.AuthServiceId;
import org.sessiontoken.value.ParameterProperty;
import org.sessiontoken.value.TenantId;

/**
 * What a tenant's clients may know of an auth service: an entry of the public catalogue. It contains nothing secret.
 *
 * @param tenantId the tenant that has the auth service
 * @param authServiceId the ID by which requests name the auth service
 * @param displayAttributes texts to show to people, such as a name and the address of a logo, in the order given
 * @param operations what a requestor can ask this auth service to do
 * @param repeatable whether the auth service may be asked about the same request twice without harm
 * @param requestsPerSecond how many requests a second each broker instance takes; null if that is not limited
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AuthServiceDescribed(
        TenantId tenantId,
        AuthServiceId authServiceId,
        Map<String, String> displayAttributes,
        List<Operation> operations,
        boolean repeatable,
        @Nullable Integer requestsPerSecond) {

    /** The maximum of {@code requestsPerSecond}. */
    public static final int MAX_REQUESTS_PER_SECOND = 1_000_000;

    /** Refuses a missing part, and a limit that nobody can mean. */
    public AuthServiceDescribed {
        if (requestsPerSecond != null && (requestsPerSecond < 1 || requestsPerSecond > MAX_REQUESTS_PER_SECOND)) {
            throw new IllegalArgumentException("requestsPerSecond must be from 1 to " + MAX_REQUESTS_PER_SECOND);
        }
        Objects.requireNonNull(tenantId, "tenantId is missing");
        Objects.requireNonNull(authServiceId, "authServiceId is missing");
        displayAttributes = Collections.unmodifiableMap(
                new LinkedHashMap<>(Objects.requireNonNull(displayAttributes, "displayAttributes is missing")));
        operations = List.copyOf(Objects.requireNonNull(operations, "operations is missing"));
    }

    /**
     * What a requestor can ask an auth service to do.
     *
     * @param name names the operation
     * @param parameters the parameters that the operation takes
     */
    public record Operation(OperationName name, List<ParameterProperty> parameters) {

        /** Refuses a missing part. */
        public Operation {
            Objects.requireNonNull(name, "operation name is missing");
            parameters = List.copyOf(Objects.requireNonNull(parameters, "parameters is missing"));
        }
    }
}
