package org.sessiontoken.keys;

import io.jsonwebtoken.JwtException;
import io.jsonwebtoken.security.Jwk;
import io.jsonwebtoken.security.JwkSet;
import io.jsonwebtoken.security.Jwks;
import io.jsonwebtoken.security.SecretJwk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sessiontoken.jose.JoseJson;
import org.sessiontoken.value.Secret;

/** Reads and writes key sets: JWK Set files (RFC 7517) of {@code oct} keys, each with {@code kid} and {@code alg}. */
public final class KeySetFile {

    private KeySetFile() {}

    /**
     * Reads the keys in a file, in their order there.
     *
     * @return at least one key
     * @throws IllegalArgumentException if the file cannot be read, is not as described, holds a key twice, a weak key, or
     *     a development key where they are refused; the message names the file and the key, and quotes no key
     */
    public static List<NamedKey> read(Path file, DevelopmentKeys development) {
        List<NamedKey> keys = new ArrayList<>();
        Set<String> kids = new HashSet<>();
        for (Jwk<?> jwk : parse(file)) {
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

    private static JwkSet parse(Path file) {
        try {
            return Jwks.setParser()
                    .json(JoseJson.reader())
                    .ignoreUnsupported(false)
                    .build()
                    .parse(Files.readString(file));
        } catch (IOException unreadable) {
            throw new IllegalArgumentException("key set " + file + " cannot be read: "
                    + unreadable.getClass().getSimpleName());
        } catch (JwtException | IllegalArgumentException malformed) {
            // The parser's own words are left out: they may quote the file.
            throw new IllegalArgumentException("key set " + file
                    + " must be a JWK Set: {\"keys\": [{\"kty\": \"oct\", \"kid\": …, \"alg\": …, \"k\": …}]}");
        }
    }

    private static NamedKey toKey(Jwk<?> jwk, Path file) {
        if (!(jwk instanceof SecretJwk secret) || jwk.getId() == null || jwk.getAlgorithm() == null) {
            throw new IllegalArgumentException(
                    "each key of key set " + file + " must have kty 'oct', a kid and an alg");
        }
        try {
            return new NamedKey(
                    jwk.getId(),
                    jwk.getAlgorithm(),
                    Secret.ofBytes(secret.toKey().getEncoded()));
        } catch (IllegalArgumentException unfit) {
            throw new IllegalArgumentException("key set " + file + ": " + unfit.getMessage());
        }
    }

    /**
     * Writes keys to a new file that its owner alone can read.
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
            jwk.put(
                    "k",
                    Base64.getUrlEncoder()
                            .withoutPadding()
                            .encodeToString(key.material().bytes()));
            jwks.add(jwk);
        }
        byte[] json = JoseJson.writer().serialize(Map.of("keys", jwks));
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, new String(json, StandardCharsets.UTF_8));
    }
}
