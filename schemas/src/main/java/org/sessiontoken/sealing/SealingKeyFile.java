package org.sessiontoken.sealing;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.sessiontoken.keys.DevelopmentKeys;
import org.sessiontoken.keys.KeySetFile;
import org.sessiontoken.keys.NamedKey;
import org.sessiontoken.value.RequestorName;

/** Reads the file with the sealing keys of a requestor. */
public final class SealingKeyFile {

    private SealingKeyFile() {}

    /**
     * Reads the keys, in the order of the file: the first seals what is new.
     *
     * @return at least one key
     * @throws IllegalArgumentException as {@link KeySetFile#read} does, and if a key is not for {@code A256GCMKW}
     */
    public static List<NamedKey> read(Path file, RequestorName owner, DevelopmentKeys development) {
        List<NamedKey> keys = KeySetFile.read(file, development);
        KeyRing.of(Map.of(owner, keys));
        return keys;
    }
}
