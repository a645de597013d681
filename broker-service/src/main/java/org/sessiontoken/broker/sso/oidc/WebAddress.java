package org.sessiontoken.broker.sso.oidc;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.Set;

/** Addresses that can be fetched from. */
final class WebAddress {

    private static final Set<String> SCHEMES = Set.of("https", "http");

    private WebAddress() {}

    /** An absolute {@code http} or {@code https} URI with a host, and no user or fragment in it. */
    static Optional<URI> parse(String text) {
        try {
            URI uri = new URI(text);
            boolean good = uri.getScheme() != null
                    && SCHEMES.contains(uri.getScheme())
                    && uri.getHost() != null
                    && uri.getUserInfo() == null
                    && uri.getFragment() == null;
            return good ? Optional.of(uri) : Optional.empty();
        } catch (URISyntaxException malformed) {
            return Optional.empty();
        }
    }
}
