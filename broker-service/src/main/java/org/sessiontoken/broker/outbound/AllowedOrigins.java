package org.sessiontoken.broker.outbound;

import java.net.URI;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.sessiontoken.sso.BackendOptions;

/**
 * The addresses that a backend may call: the scheme, host and port of those that the operator has configured for it, and none
 * that is plain HTTP to another host, unless the operator allows it.
 *
 * @param origins the origins of the configured addresses
 */
record AllowedOrigins(Set<HttpOrigin> origins) {

    /**
     * The origins of the configured addresses.
     *
     * @throws IllegalArgumentException if one is plain HTTP to another host, and {@code allow-http} is not set
     */
    static AllowedOrigins of(BackendOptions options, boolean allowHttp, URI... addresses) {
        Set<HttpOrigin> origins = Arrays.stream(addresses).map(HttpOrigin::of).collect(Collectors.toUnmodifiableSet());
        origins.stream()
                .filter(origin -> !allowHttp && !origin.isHttps() && !origin.isLoopback())
                .findFirst()
                .ifPresent(origin -> {
                    throw new IllegalArgumentException(options.path("allow-http") + " is not set, so " + origin
                            + " must be https: credentials are sent to it");
                });
        return new AllowedOrigins(origins);
    }

    /** Whether requests may go to this address. One with a user name is refused: it would send a credential of its own. */
    boolean allow(URI address) {
        return origins.contains(HttpOrigin.of(address)) && address.getRawUserInfo() == null;
    }

    @Override
    public String toString() {
        return origins.toString();
    }
}
