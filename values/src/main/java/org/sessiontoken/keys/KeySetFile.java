package org.sessiontoken.keys;

import io.jsonwebtoken.io.DeserializationException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.jose.Base64Url;
import org.sessiontoken.jose.JoseJson;
import org.sessiontoken.setting.TextBytes;
import org.sessiontoken.value.Secret;

/** Reads and writes key sets: JWK Set files (RFC 7517) of {@code oct} keys, each with {@code kid} and {@code alg}. */
public final class KeySetFile {

    private static final Set<String> MEMBERS = Set.of("kty", "kid", "alg", "k", "iat", "nbf");
    private static final long MAX_SECONDS =
            Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

    private KeySetFile() {}

    /**
     * Reads the keys in a file, in the order of the file: the first is for what is new.
     *
     * @return at least one key
     * @throws IllegalArgumentException if the file cannot be read or is not a JWK Set, or contains a key twice, a weak key, a key
     *     with {@code nbf}, or a development key although they are refused; the message names the file and the {@code kid}, and
     *     quotes no key
     */
    public static List<NamedKey> read(Path file, DevelopmentKeys development) {
        List<NamedKey> keys = new ArrayList<>();
        for (KeySetEntry entry : entries(file, development)) {
            try {
                keys.add(entry.untimed());
            } catch (IllegalArgumentException timed) {
                throw new IllegalArgumentException("key set " + file + ": " + timed.getMessage());
            }
        }
        return List.copyOf(keys);
    }

    /**
     * Reads the keys in a file together with their times, in the order of the file.
     *
     * @return at least one entry
     * @throws IllegalArgumentException as {@link #read} does, but for keys with {@code nbf}
     */
    public static List<KeySetEntry> entries(Path file, DevelopmentKeys development) {
        Inspection inspection = inspect(file, development);
        if (!inspection.faults().isEmpty()) {
            throw new IllegalArgumentException(inspection.faults().get(0));
        }
        return inspection.entries();
    }

    /** Looks for all that {@link #entries} would refuse, of which that says the first. */
    public static Inspection inspect(Path file, DevelopmentKeys development) {
        List<KeySetEntry> entries = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        Set<String> kids = new HashSet<>();
        try {
            List<?> jwks = keys(set(file), file);
            if (jwks.isEmpty()) {
                faults.add("key set " + file + " must have at least one key");
            }
            for (Object jwk : jwks) {
                try {
                    KeySetEntry entry = toEntry(jwk, file);
                    fault(entry.key(), kids, file, development).ifPresent(faults::add);
                    entries.add(entry);
                } catch (IllegalArgumentException refused) {
                    faults.add(String.valueOf(refused.getMessage()));
                }
            }
        } catch (IllegalArgumentException unreadable) {
            faults.add(String.valueOf(unreadable.getMessage()));
        }
        return new Inspection(List.copyOf(entries), List.copyOf(faults));
    }

    /**
     * What was found in a file.
     *
     * @param entries the keys that can be read
     * @param faults what is refused; each message names the file, and quotes no key
     */
    public record Inspection(List<KeySetEntry> entries, List<String> faults) {}

    private static Optional<String> fault(NamedKey key, Set<String> kids, Path file, DevelopmentKeys development) {
        if (!kids.add(key.kid())) {
            return Optional.of("key set " + file + " must have key '" + key.kid() + "' only once");
        }
        if (development.refuses(key.material())) {
            return Optional.of("key '" + key.kid() + "' of key set " + file
                    + " was made for development and is refused here: make a new key of random bytes");
        }
        return Optional.empty();
    }

    private static Map<String, ?> set(Path file) {
        try {
            String json = TextBytes.decode(Files.readAllBytes(file))
                    .orElseThrow(() -> new IllegalArgumentException(
                            "key set " + file + " must be text in UTF-8: save it again in that encoding"));
            return JoseJson.reader().deserialize(new StringReader(json));
        } catch (IOException unreadable) {
            throw new IllegalArgumentException("key set " + file + " cannot be read ("
                    + unreadable.getClass().getSimpleName() + "): check that it exists and may be read");
        } catch (DeserializationException malformed) {
            throw noKeySet(file);
        }
    }

    private static List<?> keys(Map<String, ?> set, Path file) {
        if (set.get("keys") instanceof List<?> keys) {
            return keys;
        }
        throw noKeySet(file);
    }

    private static IllegalArgumentException noKeySet(Path file) {
        return new IllegalArgumentException("key set " + file
                + " must be a JWK Set: {\"keys\": [{\"kty\": \"oct\", \"kid\": …, \"alg\": …, \"k\": …}]}");
    }

    private static KeySetEntry toEntry(Object jwk, Path file) {
        if (!(jwk instanceof Map<?, ?> members)
                || !"oct".equals(members.get("kty"))
                || !(members.get("kid") instanceof String kid)
                || !(members.get("alg") instanceof String algorithm)
                || !(members.get("k") instanceof String material)) {
            throw new IllegalArgumentException(
                    "each key of key set " + file + " must have kty 'oct', a kid, an alg and a k");
        }
        try {
            NamedKey key = new NamedKey(kid, algorithm, decode(kid, material));
            Optional<Instant> notBefore = seconds(members.get("nbf"));
            if (notBefore.isEmpty() && members.containsKey("nbf")) {
                throw new IllegalArgumentException(
                        "'nbf' of key '" + kid + "' must be a time in whole seconds since 1970");
            }
            return new KeySetEntry(key, seconds(members.get("iat")), notBefore, others(members));
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

    private static Optional<Instant> seconds(@Nullable Object time) {
        return (time instanceof Integer || time instanceof Long)
                        && ((Number) time).longValue() >= 0
                        && ((Number) time).longValue() <= MAX_SECONDS
                ? Optional.of(Instant.ofEpochSecond(((Number) time).longValue()))
                : Optional.empty();
    }

    private static Map<String, @Nullable Object> others(Map<?, ?> members) {
        Map<String, @Nullable Object> others = new LinkedHashMap<>();
        members.forEach((name, value) -> {
            if (name instanceof String text && !MEMBERS.contains(text)) {
                others.put(text, value);
            }
        });
        return others;
    }

    /**
     * Writes keys to a new file, which only its owner can read if the file system supports owners.
     *
     * @throws IOException if the file exists or cannot be written
     */
    public static void write(Path file, List<NamedKey> keys) throws IOException {
        writeEntries(file, keys.stream().map(KeySetEntry::of).toList());
    }

    /**
     * Writes keys to a new file, all of them or none, which only its owner can read if the file system supports owners.
     *
     * @throws IOException if the file exists or cannot be written
     */
    public static void writeEntries(Path file, List<KeySetEntry> entries) throws IOException {
        WholeFile.create(file, json(Map.of(), entries));
    }

    /**
     * Replaces the keys in a file, so that whoever reads it meanwhile reads the earlier keys or these, and nothing in between. The
     * file keeps its owner, its group, who may read it, and what the set has beside its keys. Where it is a link, the file that it
     * leads to is replaced.
     *
     * @throws IOException if there is no such file, or it cannot be written, or not under the same owner
     * @throws IllegalArgumentException if what the file contains cannot be read or is not a JWK Set
     */
    public static void replace(Path file, List<KeySetEntry> entries) throws IOException {
        Path real = file.toRealPath();
        WholeFile.replace(real, json(set(real), entries));
    }

    private static byte[] json(Map<String, ?> before, List<KeySetEntry> entries) {
        List<Map<String, @Nullable Object>> jwks = new ArrayList<>();
        for (KeySetEntry entry : entries) {
            Map<String, @Nullable Object> jwk = new LinkedHashMap<>();
            jwk.put("kty", "oct");
            jwk.put("kid", entry.key().kid());
            jwk.put("alg", entry.key().algorithm());
            jwk.put("k", Base64Url.encode(entry.key().material().bytes()));
            entry.issuedAt().ifPresent(time -> jwk.put("iat", time.getEpochSecond()));
            entry.notBefore().ifPresent(time -> jwk.put("nbf", time.getEpochSecond()));
            jwk.putAll(entry.others());
            jwks.add(jwk);
        }
        Map<String, @Nullable Object> set = new LinkedHashMap<>(before);
        set.put("keys", jwks);
        return JoseJson.writer().serialize(set);
    }
}
