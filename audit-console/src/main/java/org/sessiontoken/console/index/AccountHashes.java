package org.sessiontoken.console.index;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.value.AccountId;

/** Makes the hashes that stand for account IDs, by HMAC-SHA256. Safe for all threads. */
public final class AccountHashes {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int KEY_BYTES = 32;

    private final SecretKeySpec key;

    /** Where the key is to be kept, unless it is there. */
    private @Nullable Path unkept;

    private AccountHashes(byte[] key, @Nullable Path unkept) {
        this.key = new SecretKeySpec(key, ALGORITHM);
        this.unkept = unkept;
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
        return new AccountHashes(key, null);
    }

    /** With a key that nobody else will ever have: the hashes serve to compare within this process. */
    public static AccountHashes ofThisProcess() {
        return new AccountHashes(drawn(), null);
    }

    private static byte[] drawn() {
        byte[] drawn = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(drawn);
        return drawn;
    }

    /** With the key of a file; if there is none, with a new key, which is in no file before {@link #keep()} has written it. */
    static AccountHashes kept(Path file) throws IOException {
        return Files.exists(file) && Files.size(file) > 0 ? ofFile(file) : new AccountHashes(drawn(), file);
    }

    /**
     * Writes a key that was drawn into its file, wholly or not at all.
     *
     * @throws IOException if it cannot be written; the next attempt may succeed
     */
    synchronized void keep() throws IOException {
        Path file = unkept;
        if (file == null) {
            return;
        }
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.deleteIfExists(draft);
            Files.createFile(draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(draft, key.getEncoded());
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
            unkept = null;
        } finally {
            Files.deleteIfExists(draft);
        }
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
