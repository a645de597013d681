package org.sessiontoken.console.index;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.sessiontoken.value.AccountId;

/** Makes the hashes that stand for account IDs, by HMAC-SHA256. Safe for all threads. */
public final class AccountHashes {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int KEY_BYTES = 32;

    private final SecretKeySpec key;

    private AccountHashes(byte[] key) {
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    /**
     * With the key of a file that must exist.
     *
     * @throws IOException if it cannot be read, or is too short
     */
    public static AccountHashes ofFile(Path file) throws IOException {
        byte[] key = Files.readAllBytes(file);
        if (key.length < KEY_BYTES) {
            throw new IOException("must have at least " + KEY_BYTES + " bytes: make it with head -c 32 /dev/urandom");
        }
        return new AccountHashes(key);
    }

    /** With a key that nobody else will ever have: the hashes serve to compare within this process. */
    public static AccountHashes ofThisProcess() {
        return new AccountHashes(drawn());
    }

    private static byte[] drawn() {
        byte[] drawn = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(drawn);
        return drawn;
    }

    /** With the key of a file that is made if it does not exist. */
    static AccountHashes kept(Path file) throws IOException {
        if (!Files.exists(file)) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(file, drawn());
        }
        return ofFile(file);
    }

    /** Tells this key from others. */
    AccountHash fingerprint() {
        return of(new AccountId("fingerprint"));
    }

    /** The hash of an account ID. */
    public AccountHash of(AccountId account) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return AccountHash.of(mac.doFinal(account.value().getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has HmacSHA256", impossible);
        }
    }
}
