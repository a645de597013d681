package org.sessiontoken.broker.guessing;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.sessiontoken.event.AuthServiceCodec;
import org.sessiontoken.keys.HmacSha256;
import org.sessiontoken.value.AccountId;
import org.sessiontoken.value.IpAddress;
import org.sessiontoken.value.Secret;

/**
 * Makes the keys by which wrong credentials are counted. They are on a topic, so that each is an HMAC: without the broker's key
 * nobody can find the address or the account. Each belongs to one auth service, so that tenants do not concern each other.
 */
final class FailureKeys {

    private static final int BYTES = 16;

    private final byte[] key;

    /** @param key the same on all instances */
    FailureKeys(byte[] key) {
        this.key = key.clone();
    }

    String authService(AuthServiceCodec.Key service) {
        return key(service, "auth-service");
    }

    String address(AuthServiceCodec.Key service, IpAddress address) {
        return key(service, "address", address.network().value());
    }

    String account(AuthServiceCodec.Key service, String account) {
        return key(service, "account", account);
    }

    String addressAndAccount(AuthServiceCodec.Key service, IpAddress address, String account) {
        return key(service, "address-and-account", address.network().value(), account);
    }

    /** An account that has signed in from an address. */
    String signIn(AuthServiceCodec.Key service, IpAddress address, AccountId account) {
        return key(service, "sign-in", address.network().value(), account.value());
    }

    /** One text for the ways of writing a login that many systems take for the same. */
    static String account(Secret parameter) {
        String text = parameter.text().strip();
        return Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }

    private String key(AuthServiceCodec.Key service, String... parts) {
        List<String> texts = new ArrayList<>(
                List.of(service.tenantId().value(), service.authServiceId().value()));
        texts.addAll(List.of(parts));
        byte[] hash = HmacSha256.of(key, texts);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, BYTES));
    }
}
