package org.sessiontoken.broker.issuing;

import java.math.BigInteger;
import java.util.List;
import java.util.function.Supplier;
import org.sessiontoken.event.SessionTokenRequested;
import org.sessiontoken.keys.HmacSha256;
import org.sessiontoken.keys.KeySetEntry;
import org.sessiontoken.keys.NamedKey;
import org.sessiontoken.value.AccountId;
import org.sessiontoken.value.Secret;

/**
 * Derives session tokens in place of drawing them at random: a token is the HMAC-SHA-256, under the issuing key of the
 * request's time ({@link IssuingKeys}), of the request's ID and of the account that the token is for. A request that is processed
 * again, here or on another instance, gets the same token. Nothing here may change while instances of two versions run side by
 * side.
 *
 * <p>Tenant, auth service, requestor and account are part of the derivation, so that a request ID used twice, by mistake
 * or by malice, does not give one account's token to another. Safe for all threads.
 */
public final class TokenIssuer {

    /** 26 characters, each one of 36, carry 134 bits. */
    private static final int LENGTH = 26;

    private static final int RADIX = 36;
    private static final BigInteger SPACE = BigInteger.valueOf(RADIX).pow(LENGTH);
    private static final String PURPOSE = "ags-session-token-v1";

    private final Supplier<IssuingKeys> keys;

    /** An issuer with the keys that all instances share, as they are at that time. */
    public TokenIssuer(Supplier<IssuingKeys> keys) {
        this.keys = keys;
    }

    /**
     * An issuer with one key for ever.
     *
     * @throws IllegalArgumentException if the key is not for HS256
     */
    public TokenIssuer(NamedKey key) {
        IssuingKeys only = IssuingKeys.of(List.of(KeySetEntry.of(key)));
        this.keys = () -> only;
    }

    /** The token of a request for an account: {@value #LENGTH} lower-case letters and digits. */
    public Secret issue(SessionTokenRequested request, AccountId accountId) {
        NamedKey key = keys.get().at(request.requestedAt());
        byte[] hash = HmacSha256.of(
                key.material().bytes(),
                List.of(
                        PURPOSE,
                        request.requestId().value(),
                        request.requestor().value(),
                        request.tenantId().value(),
                        request.authServiceId().value(),
                        accountId.value()));
        // The remainder favours no token by more than one part in 2 to the 122: the hash has 256 bits, a token 134.
        String digits = new BigInteger(1, hash).mod(SPACE).toString(RADIX);
        return Secret.ofText("0".repeat(LENGTH - digits.length()) + digits);
    }
}
