package org.sessiontoken.broker.sso.callout;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.sessiontoken.broker.outbound.OutboundRequest;
import org.sessiontoken.sso.BackendOptions;
import org.sessiontoken.sso.SsoRequest;
import org.sessiontoken.value.Secret;

/**
 * Header fields that say what request this is. Their values have shapes without spaces and line ends, whoever made them.
 *
 * @param tenant carries the tenant ID, if a name is set
 * @param correlation carries the correlation ID, likewise
 * @param requestId carries the request ID, by which a login may tell a repeated call
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
