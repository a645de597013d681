package org.sessiontoken.certificates;

import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** When the certificates in a store expire. */
final class StoreExpiry {

    private StoreExpiry() {}

    /** The end of the certificate that expires first: a chain is worth nothing without one of its certificates. */
    static Optional<Instant> ofChain(@Nullable KeyStore keyStore) {
        return ends(keyStore).min(Comparator.naturalOrder());
    }

    /** The end of the certificate that expires last: until then, somebody is trusted. While authorities change, there are two. */
    static Optional<Instant> ofTrust(@Nullable KeyStore trustStore) {
        return ends(trustStore).max(Comparator.naturalOrder());
    }

    private static Stream<Instant> ends(@Nullable KeyStore store) {
        if (store == null) {
            return Stream.empty();
        }
        try {
            return Collections.list(store.aliases()).stream()
                    .flatMap(alias -> certificates(store, alias))
                    .filter(X509Certificate.class::isInstance)
                    .map(certificate ->
                            ((X509Certificate) certificate).getNotAfter().toInstant());
        } catch (KeyStoreException notLoaded) {
            throw new IllegalStateException("the store of a bundle is loaded", notLoaded);
        }
    }

    private static Stream<Certificate> certificates(KeyStore store, String alias) {
        try {
            Certificate[] chain = store.getCertificateChain(alias);
            return chain == null ? Stream.ofNullable(store.getCertificate(alias)) : Stream.of(chain);
        } catch (KeyStoreException notLoaded) {
            throw new IllegalStateException("the store of a bundle is loaded", notLoaded);
        }
    }
}
