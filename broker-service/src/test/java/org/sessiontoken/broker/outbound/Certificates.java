package org.sessiontoken.broker.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;

/** Key pairs whose certificates nobody vouches for, made by the JDK's keytool. */
final class Certificates {

    static final String PASSWORD = "changeit";

    private final Path folder;

    Certificates(Path folder) {
        this.folder = folder;
    }

    /**
     * Makes a key store with the key pair of somebody.
     *
     * @param host which one the certificate is for
     */
    Path keyStore(String owner, String host) throws IOException, InterruptedException {
        Path store = folder.resolve(owner + ".p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keystore",
                        store.toString(),
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-alias",
                        owner,
                        "-dname",
                        "CN=" + owner,
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-ext",
                        "san=dns:" + host)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(owner + ".log").toFile())
                .start();
        assertThat(keytool.waitFor()).isZero();
        return store;
    }

    /** Makes a store that trusts the certificates of others. */
    Path trusting(Path... keyStores) throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        for (Path keyStore : keyStores) {
            KeyStore keys = load(keyStore);
            String owner = keys.aliases().nextElement();
            Certificate certificate = keys.getCertificate(owner);
            trusted.setCertificateEntry(owner, certificate);
        }
        Path store = Files.createTempFile(folder, "trusted", ".p12");
        try (var out = Files.newOutputStream(store)) {
            trusted.store(out, PASSWORD.toCharArray());
        }
        return store;
    }

    static KeyStore load(Path store) throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(store)) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(in, PASSWORD.toCharArray());
            return keys;
        }
    }
}
