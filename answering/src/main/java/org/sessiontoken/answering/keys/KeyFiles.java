package org.sessiontoken.answering.keys;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.configuration.InvalidConfigurationException;
import org.sessiontoken.keys.DevelopmentKeys;
import org.sessiontoken.keys.KeySetEntry;
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
        return naming(property, () -> KeySetFile.read(required(property, file), development));
    }

    /**
     * Reads the keys in the file that a property names, with their times.
     *
     * @throws InvalidConfigurationException if the property is not set, or its file is not a usable key set
     */
    public List<KeySetEntry> entries(String property, @Nullable Path file) {
        return naming(property, () -> KeySetFile.entries(required(property, file), development));
    }

    /**
     * Makes something of keys, naming the property in what the making refuses.
     *
     * @throws InvalidConfigurationException if the making refuses the keys
     */
    public static <T> T naming(String property, Supplier<T> making) {
        try {
            return making.get();
        } catch (InvalidConfigurationException named) {
            throw named;
        } catch (IllegalArgumentException unusable) {
            throw new InvalidConfigurationException(property + ": " + unusable.getMessage());
        }
    }

    /** The files of a property that is set; what is not set, the reading refuses. */
    public static List<Path> files(@Nullable Path file) {
        return Optional.ofNullable(file).stream().toList();
    }

    private static Path required(String property, @Nullable Path file) {
        if (file == null) {
            throw new InvalidConfigurationException(property + " must name a file with a JWK Set, and it is not set");
        }
        return file;
    }
}
