package org.sessiontoken.answering.keys;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.configuration.InvalidConfigurationException;
import org.sessiontoken.files.FollowedFiles;
import org.sessiontoken.keys.NamedKey;
import org.sessiontoken.sealing.KeyRing;
import org.sessiontoken.sealing.SealingKey;
import org.sessiontoken.value.RequestorName;

/** The files with the keys that seal: those of the requestors, and those of dead letters. */
public final class SealingKeyFiles {

    private static final RequestorName DEAD_LETTERS = new RequestorName("dead-letters");

    private final KeyFiles keyFiles;
    private final FollowedKeys followed;

    SealingKeyFiles(KeyFiles keyFiles, FollowedKeys followed) {
        this.keyFiles = keyFiles;
        this.followed = followed;
    }

    /**
     * The keys of all requestors that a service knows. The keys may change while it runs, and the requestors do not.
     *
     * @param property what the files are configured under
     * @param files each requestor's file, by its name
     * @throws InvalidConfigurationException if there is none, or one cannot be used
     */
    public FollowedFiles<KeyRing> ofRequestors(String property, Map<String, Path> files) {
        if (files.isEmpty()) {
            throw new InvalidConfigurationException(
                    property + " must name each requestor's key file: without any, no request can be read");
        }
        return followed.follow(
                "sealing-keys",
                files.values(),
                () -> KeyFiles.naming(property, () -> KeyRing.of(readAll(property, files))));
    }

    private Map<RequestorName, List<NamedKey>> readAll(String property, Map<String, Path> files) {
        Map<RequestorName, List<NamedKey>> keys = new HashMap<>();
        files.forEach((name, file) ->
                keys.put(requestor(property, name), keyFiles.read(property + "." + name, file)));
        return keys;
    }

    private static RequestorName requestor(String property, String name) {
        try {
            return new RequestorName(name);
        } catch (IllegalArgumentException malformed) {
            throw new InvalidConfigurationException(property + "." + name + ": " + malformed.getMessage());
        }
    }

    /**
     * The key that seals new dead letters: the first of its file.
     *
     * @param property what the file is configured under
     * @throws InvalidConfigurationException if it cannot be used
     */
    public FollowedFiles<SealingKey> ofDeadLetters(String property, @Nullable Path file) {
        return followed.follow(
                "dead-letter-keys",
                KeyFiles.files(file),
                () -> KeyFiles.naming(property, () -> {
                    List<NamedKey> keys = keyFiles.read(property, file);
                    KeyRing.of(Map.of(DEAD_LETTERS, keys));
                    return new SealingKey(DEAD_LETTERS, keys.get(0));
                }));
    }
}
