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

    private final CalloutOptions options;

    CalloutRequestWriter(CalloutOptions options) {
        this.options = options;
    }

    /** The request; empty if the user's name or password cannot be sent, and therefore is wrong. */
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
            return Optional.of(outbound(address(written), headers, NOTHING));
        }
        if (written.length() > 0) {
            headers.put("Content-Type", Secret.ofText(options.body().contentType()));
        }
        return Optional.of(outbound(options.uri(), headers, written));
    }

    private OutboundRequest outbound(URI uri, Map<String, Secret> headers, Secret body) {
        return new OutboundRequest(options.method().name(), uri, headers, body, options.timeout());
    }

    private URI address(Secret query) {
        if (query.length() == 0) {
            return options.uri();
        }
        String separator = options.uri().getRawQuery() == null ? "?" : "&";
        return URI.create(options.uri() + separator + query.text());
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
