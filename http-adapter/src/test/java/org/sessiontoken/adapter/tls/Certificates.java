package org.sessiontoken.adapter.tls;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** A certificate authority, made by the JDK's keytool, and the certificates that it has issued. */
final class Certificates {

    private static final String AUTHORITY = "authority";
    private static final String PASSWORD = "changeit";

    private final Path store;

    private Certificates(Path store) {
        this.store = store;
    }

    /** A new authority, which keeps what it issues in this file. */
    static Certificates at(Path store) {
        Certificates made = new Certificates(store);
        made.keytool(AUTHORITY, "-ext", "bc:c");
        return made;
    }

    /** Issues a certificate that is good for localhost, and for clients. */
    void issue(String name) {
        keytool(name, "-signer", AUTHORITY, "-ext", "san=dns:localhost,ip:127.0.0.1");
    }

    private void keytool(String name, String... more) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                name,
                "-dname",
                "CN=" + name,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD));
        command.addAll(List.of(more));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(output);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    String authorityPem() throws IOException {
        return pem("CERTIFICATE", encoded(entry(AUTHORITY)[0]));
    }

    /** The certificate of this name, and behind it that of the authority. */
    String certificatePem(String name) throws IOException {
        StringBuilder chain = new StringBuilder();
        for (Certificate certificate : entry(name)) {
            chain.append(pem("CERTIFICATE", encoded(certificate)));
        }
        return chain.toString();
    }

    String keyPem(String name) throws IOException {
        try {
            return pem(
                    "PRIVATE KEY", load().getKey(name, PASSWORD.toCharArray()).getEncoded());
        } catch (GeneralSecurityException failed) {
            throw new IllegalStateException(failed);
        }
    }

    Certificate certificate(String name) throws IOException {
        return entry(name)[0];
    }

    /** A client that trusts this authority, and shows no certificate. */
    SSLContext client() {
        return client(null);
    }

    /** A client that trusts this authority, and shows this certificate of another authority, or of this one. */
    SSLContext client(Certificates issuer, String name) throws IOException {
        try {
            KeyStore own = KeyStore.getInstance("PKCS12");
            own.load(null, null);
            own.setKeyEntry(
                    name,
                    issuer.load().getKey(name, PASSWORD.toCharArray()),
                    PASSWORD.toCharArray(),
                    issuer.entry(name));
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(own, PASSWORD.toCharArray());
            return client(keys);
        } catch (GeneralSecurityException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private SSLContext client(@Nullable KeyManagerFactory keys) {
        try {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry(AUTHORITY, entry(AUTHORITY)[0]);
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys == null ? null : keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private Certificate[] entry(String name) throws IOException {
        try {
            return Objects.requireNonNull(load().getCertificateChain(name), name);
        } catch (GeneralSecurityException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private KeyStore load() throws IOException {
        try (InputStream in = Files.newInputStream(store)) {
            KeyStore loaded = KeyStore.getInstance("PKCS12");
            loaded.load(in, PASSWORD.toCharArray());
            return loaded;
        } catch (GeneralSecurityException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static byte[] encoded(Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (GeneralSecurityException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static String pem(String type, byte[] content) {
        return "-----BEGIN " + type + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content) + "\n-----END " + type
                + "-----\n";
    }
}
