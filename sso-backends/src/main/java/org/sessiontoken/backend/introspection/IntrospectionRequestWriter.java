package org.sessiontoken.backend.introspection;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.sessiontoken.sso.http.OutboundRequest;
import org.sessiontoken.value.Secret;

/** Writes introspection requests (RFC 7662, section 2.1). The token goes into the body, encoded, and nowhere else. */
final class IntrospectionRequestWriter {

    private final IntrospectionOptions options;
    private final Map<String, Secret> headers;

    IntrospectionRequestWriter(IntrospectionOptions options) {
        this.options = options;
        this.headers = headers(options);
        headers.forEach(OutboundRequest::requireHeader);
    }

    OutboundRequest write(Secret token) {
        String form = "token=" + encoded(token) + "&token_type_hint=access_token" + clientFields();
        return new OutboundRequest("POST", options.introspectionUri(), headers, Secret.ofText(form), options.timeout());
    }

    private String clientFields() {
        return switch (options.clientAuthentication()) {
            case CLIENT_SECRET_BASIC -> "";
            case CLIENT_SECRET_POST ->
                "&client_id=" + encoded(options.clientId()) + "&client_secret=" + encoded(options.clientSecret());
        };
    }

    private static Map<String, Secret> headers(IntrospectionOptions options) {
        Map<String, Secret> headers = new HashMap<>();
        headers.put("Accept", Secret.ofText("application/json"));
        headers.put("Content-Type", Secret.ofText("application/x-www-form-urlencoded"));
        if (options.clientAuthentication() == ClientAuthentication.CLIENT_SECRET_BASIC) {
            String pair = encoded(options.clientId()) + ":" + encoded(options.clientSecret());
            headers.put(
                    "Authorization",
                    Secret.ofText(
                            "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.US_ASCII))));
        }
        return headers;
    }

    private static String encoded(Secret secret) {
        return encoded(secret.text());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
