package org.sessiontoken.backend.callout;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.sessiontoken.sso.BackendOptions;
import org.sessiontoken.sso.SsoRequest;
import org.sessiontoken.sso.http.OutboundRequest;
import org.sessiontoken.value.Secret;

/**
 * The names of header fields that carry the IDs of a request, where they are configured. The IDs are safe as values: none of
 * them can contain spaces or line ends.
 *
 * @param tenant the field with the tenant ID
 * @param correlation the field with the correlation ID
 * @param requestId the field with the request ID, by which a login can recognise a repeated call
 */
record ContextHeaders(Optional<String> tenant, Optional<String> correlation, Optional<String> requestId) {

    static ContextHeaders read(BackendOptions options) {
        return new ContextHeaders(
                name(options, "tenant-header"),
                name(options, "correlation-header"),
                name(options, "request-id-header"));
    }

    private static Optional<String> name(BackendOptions options, String option) {
        return options.optionalText(option).map(name -> {
            try {
                OutboundRequest.requireHeader(name, Secret.ofText("any"));
                return name;
            } catch (IllegalArgumentException unfit) {
                throw new IllegalArgumentException(options.path(option) + ": " + unfit.getMessage());
            }
        });
    }

    Map<String, Secret> of(SsoRequest request) {
        Map<String, Secret> headers = new LinkedHashMap<>();
        tenant.ifPresent(
                name -> headers.put(name, Secret.ofText(request.tenantId().value())));
        correlation.ifPresent(
                name -> headers.put(name, Secret.ofText(request.correlationId().value())));
        requestId.ifPresent(
                name -> headers.put(name, Secret.ofText(request.requestId().value())));
        return headers;
    }
}
