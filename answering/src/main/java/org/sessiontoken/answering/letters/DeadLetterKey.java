package org.sessiontoken.answering.letters;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.answering.keys.FollowedKeys;
import org.sessiontoken.answering.keys.KeyFiles;
import org.sessiontoken.files.FollowedFiles;
import org.sessiontoken.keys.NamedKey;
import org.sessiontoken.sealing.KeyRing;
import org.sessiontoken.sealing.SealingKey;
import org.sessiontoken.value.RequestorName;

/** The key that seals new dead letters: the first of its file, which is followed. Safe for all threads. */
public final class DeadLetterKey implements Supplier<SealingKey> {

    private static final RequestorName OWNER = new RequestorName("dead-letters");

    private final FollowedFiles<SealingKey> key;

    /**
     * Reads the key, and follows its file from now on.
     *
     * @param property the property that names the file
     * @throws org.sessiontoken.configuration.InvalidConfigurationException if the file is missing or is not a usable key set; the
     *     message names the property
     */
    public DeadLetterKey(String property, @Nullable Path file, KeyFiles keyFiles, FollowedKeys followed) {
        this.key = followed.follow(
                "dead-letter-keys",
                KeyFiles.files(file),
                () -> KeyFiles.naming(property, () -> {
                    List<NamedKey> keys = keyFiles.read(property, file);
                    KeyRing.of(Map.of(OWNER, keys));
                    return new SealingKey(OWNER, keys.get(0));
                }));
    }

    /** The key as it is now. */
    @Override
    public SealingKey get() {
        return key.current();
    }
}
