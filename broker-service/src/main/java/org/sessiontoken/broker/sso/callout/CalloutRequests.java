package org.sessiontoken.broker.sso.callout;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.sessiontoken.broker.outbound.OutboundRequest;
import org.sessiontoken.sso.SsoRequest;
import org.sessiontoken.value.Secret;

/** Writes the operator's request from ours. */
final class CalloutRequests {

    private final CalloutOptions options;

    CalloutRequests(CalloutOptions options) {
        this.options = options;
    }

    OutboundRequest from(SsoRequest request) {
        Map<String, Secret> headers = new HashMap<>(options.headers());
        headers.putAll(options.contextHeaders().of(request));
        headers.put("Accept", Secret.ofText("application/json"));
        headers.put("Content-Type", Secret.ofText(options.body().contentType()));
        return new OutboundRequest(
                options.method().name(),
                options.uri(),
                headers,
                options.body().write(fields(request)),
                options.timeout());
    }

    private Map<String, String> fields(SsoRequest request) {
        Map<String, String> fields = new LinkedHashMap<>();
        options.fields()
                .all()
                .forEach(field -> request.parameters()
                        .value(field.parameter().name())
                        .ifPresent(value -> fields.put(field.name(), value.text())));
        return fields;
    }
}
