package org.sessiontoken.console.account;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.sessiontoken.keys.HmacSha256;
import org.sessiontoken.value.AccountId;
import org.sessiontoken.value.Secret;

/**
 * Makes the hashes that stand for accounts, under a key of the console's own: without the key nobody can try account IDs until
 * one fits. The same account has the same hash for as long as the key stays, so that links to it keep working. Safe for all
 * threads.
 */
public final class AccountHashes {

    private static final int BYTES = 8;

    private final Secret key;

    /** Hashes under a key of at least 32 bytes. */
    public AccountHashes(Secret key) {
        this.key = key;
    }

    /** The hash of an account. */
    public AccountHash of(AccountId account) {
        byte[] hash = HmacSha256.of(key.bytes(), account.value().getBytes(StandardCharsets.UTF_8));
        return new AccountHash("k" + HexFormat.of().formatHex(hash, 0, BYTES));
    }
}
