package org.sessiontoken.session.token;

import io.jsonwebtoken.io.DeserializationException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.sessiontoken.jose.JoseJson;
import org.sessiontoken.setting.TextBytes;

/**
 * The keys that sign access tokens, each with the time from when on it signs, until the next one begins. Which of them signs a
 * token depends on the time of its sign-on and on nothing else, so that whoever makes the token again signs with the same. All
 * of them are published, so that resource servers know a key before it is used, and as long as tokens that it has signed are good.
 * Immutable.
 */
public final class SigningKeys {

    private final List<SigningKey> all;
    private final NavigableMap<Instant, SigningKey> byBeginning;

    private SigningKeys(List<SigningKey> all, NavigableMap<Instant, SigningKey> byBeginning) {
        this.all = all;
        this.byBeginning = byBeginning;
    }

    /**
     * Reads a file: a JWK Set (RFC 7517) of private keys.
     *
     * @throws IllegalArgumentException if the file is not one, or two keys have one name or begin at the same time; the message names
     *     the file and quotes no key
     */
    public static SigningKeys read(Path file) {
        try {
            return of(parse(file).stream().map(SigningKey::read).toList());
        } catch (IllegalArgumentException refused) {
            throw new IllegalArgumentException("key set " + file + ": " + refused.getMessage());
        }
    }

    static SigningKeys of(List<SigningKey> keys) {
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("it must have at least one key");
        }
        Set<String> kids = new HashSet<>();
        NavigableMap<Instant, SigningKey> byBeginning = new TreeMap<>();
        for (SigningKey key : keys) {
            if (!kids.add(key.kid())) {
                throw new IllegalArgumentException("it must have key '" + key.kid() + "' only once");
            }
            SigningKey other = byBeginning.put(key.notBefore().orElse(Instant.MIN), key);
            if (other != null) {
                throw new IllegalArgumentException("keys '" + other.kid() + "' and '" + key.kid()
                        + "' must not begin at the same time: give the newer one an 'nbf', the time in seconds since 1970"
                        + " from when on it signs");
            }
        }
        return new SigningKeys(List.copyOf(keys), byBeginning);
    }

    private static List<?> parse(Path file) {
        try {
            String json = TextBytes.decode(Files.readAllBytes(file))
                    .orElseThrow(() -> new IllegalArgumentException("it must be text in UTF-8"));
            if (JoseJson.reader().deserialize(new StringReader(json)).get("keys") instanceof List<?> keys) {
                return keys;
            }
        } catch (IOException unreadable) {
            throw new IllegalArgumentException("it cannot be read ("
                    + unreadable.getClass().getSimpleName() + "): check that it exists and may be read");
        } catch (DeserializationException malformed) {
            // Falls through to a failure that says what a key set is.
        }
        throw new IllegalArgumentException(
                "it must be a JWK Set: {\"keys\": [{\"kty\": \"OKP\", \"crv\": \"Ed25519\", \"kid\": …, \"x\": …, \"d\": …}]}");
    }

    /** The key that signs the tokens of sign-ons at a time. What is older than all keys gets the first of them. */
    SigningKey at(Instant signedOnAt) {
        Map.Entry<Instant, SigningKey> begun = byBeginning.floorEntry(signedOnAt);
        return (begun == null ? byBeginning.firstEntry() : begun).getValue();
    }

    /** The public keys, each as a JWK. */
    public List<Map<String, String>> published() {
        return all.stream().map(SigningKey::published).toList();
    }
}
