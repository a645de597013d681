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
 * What a tenant's clients may know of an auth service: an entry of the public catalogue. It contains nothing secret.
 *
 * @param tenantId the tenant that has the auth service
 * @param authServiceId the ID by which requests name the auth service
 * @param displayAttributes texts to show to people, such as a name and the address of a logo, in the order given
 * @param operations what a requestor can ask this auth service to do
 * @param repeatable whether the auth service may be asked about the same request twice without harm
 */
public record AuthServiceDescribed(
        TenantId tenantId,
        AuthServiceId authServiceId,
        Map<String, String> displayAttributes,
        List<Operation> operations,
        boolean repeatable) {

    /** Refuses a missing part. */
    public AuthServiceDescribed {
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
