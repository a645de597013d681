package org.sessiontoken.backend.callout;

import java.util.Map;
import java.util.TreeMap;
import org.sessiontoken.sso.BackendOptions;
import org.sessiontoken.sso.http.OutboundRequest;
import org.sessiontoken.value.Secret;

/** Reads the header fields that are the same in each request, from the configuration or, if they are secret, from files. */
final class StaticHeaders {

    private StaticHeaders() {}

    static Map<String, Secret> read(BackendOptions options, boolean hasBasicCredentials) {
        // Names of header fields are the same in any letter case (RFC 9110, section 5.1).
        Map<String, Secret> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        options.nested("headers").forEach((name, value) -> {
            if (headers.put(name, Secret.ofText(value)) != null) {
                throw new IllegalArgumentException(
                        options.path("headers." + name) + " must be set once, in whatever letter case");
            }
        });
        options.nested("header-files").keySet().forEach(name -> {
            if (headers.put(name, options.secretInFile("header-files." + name)) != null) {
                throw new IllegalArgumentException(options.path("headers." + name) + " must not be set beside "
                        + options.path("header-files." + name));
            }
        });
        headers.forEach((name, value) -> require(options, name, value));
        headers.keySet().stream()
                .filter(name -> hasBasicCredentials && name.equalsIgnoreCase(BasicCredentials.HEADER))
                .findFirst()
                .ifPresent(name -> {
                    throw new IllegalArgumentException(options.path("headers." + name) + " must not be set beside "
                            + options.path("basic-username"));
                });
        return Map.copyOf(headers);
    }

    private static void require(BackendOptions options, String name, Secret value) {
        try {
            OutboundRequest.requireHeader(name, value);
        } catch (IllegalArgumentException unfit) {
            throw new IllegalArgumentException(options.path("headers") + ": " + unfit.getMessage());
        }
        if (name.equalsIgnoreCase("Content-Type") || name.equalsIgnoreCase("Accept")) {
            throw new IllegalArgumentException(options.path("headers." + name)
                    + " must not be set: its value follows from " + options.path("body"));
        }
    }
}
