package org.sessiontoken.keys;

import io.jsonwebtoken.io.DeserializationException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sessiontoken.jose.Base64Url;
import org.sessiontoken.jose.JoseJson;
import org.sessiontoken.setting.TextBytes;
import org.sessiontoken.value.Secret;

/** Reads and writes key sets: JWK Set files (RFC 7517) of {@code oct} keys, each with {@code kid} and {@code alg}. */
public final class KeySetFile {

    private KeySetFile() {}

    /**
     * Reads the keys in a file, in the order of the file.
     *
     * @return at least one key
     * @throws IllegalArgumentException if the file cannot be read or is not a JWK Set, or contains a key twice, a weak key, or
     *     a development key although they are refused; the message names the file and the {@code kid}, and quotes no key
     */
    public static List<NamedKey> read(Path file, DevelopmentKeys development) {
        List<NamedKey> keys = new ArrayList<>();
        Set<String> kids = new HashSet<>();
        for (Object jwk : parse(file)) {
            NamedKey key = toKey(jwk, file);
            if (!kids.add(key.kid())) {
                throw new IllegalArgumentException("key set " + file + " must have key '" + key.kid() + "' only once");
            }
            if (development.refuses(key.material())) {
                throw new IllegalArgumentException("key '" + key.kid() + "' of key set " + file
                        + " was made for development and is refused here: make a new key of random bytes");
            }
            keys.add(key);
        }
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("key set " + file + " must have at least one key");
        }
        return List.copyOf(keys);
    }

    private static List<?> parse(Path file) {
        try {
            String json = TextBytes.decode(Files.readAllBytes(file))
                    .orElseThrow(() -> new IllegalArgumentException(
                            "key set " + file + " must be text in UTF-8: save it again in that encoding"));
            if (JoseJson.reader().deserialize(new StringReader(json)).get("keys") instanceof List<?> keys) {
                return keys;
            }
        } catch (IOException unreadable) {
            throw new IllegalArgumentException("key set " + file + " cannot be read ("
                    + unreadable.getClass().getSimpleName() + "): check that it exists and may be read");
        } catch (DeserializationException malformed) {
            // Falls through to a failure that says what a key set is.
        }
        throw new IllegalArgumentException("key set " + file
                + " must be a JWK Set: {\"keys\": [{\"kty\": \"oct\", \"kid\": …, \"alg\": …, \"k\": …}]}");
    }

    private static NamedKey toKey(Object jwk, Path file) {
        if (!(jwk instanceof Map<?, ?> members)
                || !"oct".equals(members.get("kty"))
                || !(members.get("kid") instanceof String kid)
                || !(members.get("alg") instanceof String algorithm)
                || !(members.get("k") instanceof String material)) {
            throw new IllegalArgumentException(
                    "each key of key set " + file + " must have kty 'oct', a kid, an alg and a k");
        }
        try {
            return new NamedKey(kid, algorithm, decode(kid, material));
        } catch (IllegalArgumentException refused) {
            throw new IllegalArgumentException("key set " + file + ": " + refused.getMessage());
        }
    }

    private static Secret decode(String kid, String material) {
        return Base64Url.decode(material)
                .map(Secret::ofBytes)
                .orElseThrow(() -> new IllegalArgumentException(
                        "'k' of key '" + kid + "' must be base64url without padding, as RFC 7515 describes it"));
    }

    /**
     * Writes keys to a new file, which only its owner can read if the file system supports owners.
     *
     * @throws IOException if the file exists or cannot be written
     */
    public static void write(Path file, List<NamedKey> keys) throws IOException {
        List<Map<String, String>> jwks = new ArrayList<>();
        for (NamedKey key : keys) {
            Map<String, String> jwk = new LinkedHashMap<>();
            jwk.put("kty", "oct");
            jwk.put("kid", key.kid());
            jwk.put("alg", key.algorithm());
            jwk.put("k", Base64Url.encode(key.material().bytes()));
            jwks.add(jwk);
        }
        byte[] json = JoseJson.writer().serialize(Map.of("keys", jwks));
        Files.createFile(file, ownerOnly(file));
        Files.write(file, json);
    }

    private static FileAttribute<?>[] ownerOnly(Path file) {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return new FileAttribute<?>[0];
        }
        return new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        };
    }
}
