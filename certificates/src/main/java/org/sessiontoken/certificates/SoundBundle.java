package org.sessiontoken.certificates;

import java.util.function.Supplier;
import org.sessiontoken.telemetry.Failures;
import org.springframework.boot.autoconfigure.ssl.PemSslBundleProperties;
import org.springframework.boot.autoconfigure.ssl.PropertiesSslBundle;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.core.io.ResourceLoader;

/** Reads a bundle so that connections can be opened by it, or not at all. */
final class SoundBundle {

    private SoundBundle() {}

    /** A bundle of PEM files, in which the key is that of the certificate: a pair may be half written. */
    static SslBundle read(String name, PemSslBundleProperties settings, ResourceLoader resources) {
        settings.getKeystore().setVerifyKeys(settings.getKeystore().getPrivateKey() != null);
        return read(name, () -> PropertiesSslBundle.get(settings, resources));
    }

    /**
     * A bundle of any kind.
     *
     * @throws IllegalArgumentException if no connection can be opened by the bundle
     */
    static SslBundle read(String name, Supplier<SslBundle> reading) {
        try {
            SslBundle bundle = reading.get();
            // Files are read, and keys decrypted, only now.
            bundle.createSslContext();
            return bundle;
        } catch (Throwable unsound) {
            throw new IllegalArgumentException("the certificates of the SSL bundle " + name + " cannot be used ("
                    + Failures.rootCause(unsound).getClass().getSimpleName()
                    + "): its files must be there, readable and complete, and its private key that of its certificate");
        }
    }
}
