package org.sessiontoken.sealing;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.sessiontoken.value.AuthServiceId;
import org.sessiontoken.value.RequestId;
import org.sessiontoken.value.TenantId;

/**
 * What an envelope belongs to. It stands in the protected header, so an envelope moved elsewhere does not open.
 *
 * @param parameters header parameters and their values, in order
 */
public record Binding(Map<String, String> parameters) {

    /** Keeps the order given. */
    public Binding {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    /** To a request: its ID, tenant and auth service. */
    public static Binding toRequest(RequestId requestId, TenantId tenantId, AuthServiceId authServiceId) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("ags_request", requestId.value());
        parameters.put("ags_tenant", tenantId.value());
        parameters.put("ags_service", authServiceId.value());
        return new Binding(parameters);
    }

    /** To a record: where it was found. */
    public static Binding toRecord(String topic, int partition, long offset) {
        return new Binding(Map.of("ags_record", topic + "-" + partition + "-" + offset));
    }

    boolean isThatOf(Map<String, ?> header) {
        return parameters.entrySet().stream().allMatch(e -> e.getValue().equals(header.get(e.getKey())));
    }
}
