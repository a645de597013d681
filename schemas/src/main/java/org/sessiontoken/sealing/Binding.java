package org.sessiontoken.sealing;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.sessiontoken.value.AuthServiceId;
import org.sessiontoken.value.RequestId;
import org.sessiontoken.value.TenantId;

/**
 * Binds an envelope to the request or record that it belongs to. The binding is part of the protected header, so an
 * envelope that was moved elsewhere does not open.
 *
 * @param parameters the header parameters of the binding, in order
 */
public record Binding(Map<String, String> parameters) {

    /** Copies the parameters and keeps their order. */
    public Binding {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    /** Binds to a request: its ID, tenant and auth service. */
    public static Binding toRequest(RequestId requestId, TenantId tenantId, AuthServiceId authServiceId) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("ags_request", requestId.value());
        parameters.put("ags_tenant", tenantId.value());
        parameters.put("ags_service", authServiceId.value());
        return new Binding(parameters);
    }

    /** Binds to a record: its topic, partition and offset. */
    public static Binding toRecord(String topic, int partition, long offset) {
        return new Binding(Map.of("ags_record", topic + "-" + partition + "-" + offset));
    }
}
