package org.sessiontoken.backend.callout;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.sessiontoken.sso.SsoRequest;
import org.sessiontoken.sso.http.OutboundRequest;
import org.sessiontoken.value.Secret;

/** Writes requests to the operator's login. */
final class CalloutRequestWriter {

    private final CalloutOptions options;

    CalloutRequestWriter(CalloutOptions options) {
        this.options = options;
    }

    OutboundRequest write(SsoRequest request) {
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
        options.parameters()
                .fields()
                .forEach(field -> request.parameters()
                        .value(field.parameter().name())
                        .ifPresent(value -> fields.put(field.name(), value.text())));
        return fields;
    }
}
