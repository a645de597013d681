package org.sessiontoken.broker.keys;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.configuration.InvalidConfigurationException;
import org.sessiontoken.keys.DevelopmentKeys;
import org.sessiontoken.keys.KeySetFile;
import org.sessiontoken.keys.NamedKey;

/**
 * Reads key files. A failure names the property to change.
 *
 * @param development whether keys made for development are accepted
 */
public record KeyFiles(DevelopmentKeys development) {

    /**
     * Reads the keys in the file that a property names.
     *
     * @throws InvalidConfigurationException if the property is not set, or its file is not a usable key set
     */
    public List<NamedKey> read(String property, @Nullable Path file) {
        if (file == null) {
            throw new InvalidConfigurationException(property + " must name a file with a JWK Set, and it is not set");
        }
        try {
            return KeySetFile.read(file, development);
        } catch (IllegalArgumentException unusable) {
            throw new InvalidConfigurationException(property + ": " + unusable.getMessage());
        }
    }
}
