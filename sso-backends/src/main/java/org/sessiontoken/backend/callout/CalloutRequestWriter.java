package org.sessiontoken.backend.callout;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.sessiontoken.backend.callout.CalloutOptions.Method;
import org.sessiontoken.backend.callout.ResponseOptions.Format;
import org.sessiontoken.sso.SsoRequest;
import org.sessiontoken.sso.http.OutboundRequest;
import org.sessiontoken.value.Secret;

/** Writes requests to the operator's login. */
final class CalloutRequestWriter {

    private static final Secret NOTHING = Secret.ofText("");

    /** Many servers close the connection on a longer one, which would look like an outage. */
    private static final int MAX_ADDRESS = 4_096;

    private final CalloutOptions options;

    CalloutRequestWriter(CalloutOptions options) {
        this.options = options;
    }

    /** The request; empty if what the user has typed cannot be sent, and therefore is wrong. */
    Optional<OutboundRequest> write(SsoRequest request) {
        Map<String, Secret> headers = new HashMap<>(options.headers());
        headers.putAll(options.contextHeaders().of(request));
        headers.put("Accept", Secret.ofText(accepted()));
        if (options.basic().isPresent()) {
            Optional<Secret> credentials = options.basic().get().header(request);
            if (credentials.isEmpty()) {
                return Optional.empty();
            }
            headers.put(BasicCredentials.HEADER, credentials.get());
        }
        Map<FieldPath, String> fields = options.parameters().values(request);
        Secret written = fields.isEmpty() ? NOTHING : options.body().write(fields);
        if (options.method() == Method.GET) {
            return address(written).map(address -> outbound(address, headers, NOTHING));
        }
        if (written.length() > 0) {
            headers.put("Content-Type", Secret.ofText(options.body().contentType()));
        }
        return Optional.of(outbound(options.uri(), headers, written));
    }

    private OutboundRequest outbound(URI uri, Map<String, Secret> headers, Secret body) {
        return new OutboundRequest(options.method().name(), uri, headers, body, options.timeout());
    }

    private Optional<URI> address(Secret query) {
        if (query.length() == 0) {
            return Optional.of(options.uri());
        }
        String separator = options.uri().getRawQuery() == null ? "?" : "&";
        String address = options.uri() + separator + query.text();
        return address.length() <= MAX_ADDRESS ? Optional.of(URI.create(address)) : Optional.empty();
    }

    private String accepted() {
        if (options.response().format() == Format.TEXT) {
            return "text/plain, */*;q=0.1";
        }
        return options.response().anyMediaType() || options.response().ignoresBody()
                ? "application/json, */*;q=0.1"
                : "application/json";
    }
}
