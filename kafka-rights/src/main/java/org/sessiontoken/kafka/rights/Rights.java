package org.sessiontoken.kafka.rights;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * All rights.
 *
 * @param all in the order of the file
 * @param descriptions how the manual calls each holder
 */
public record Rights(List<Right> all, Map<Holder, String> descriptions) {

    private static final String FILE = "acls.yaml";

    /** Copies the collections. */
    public Rights {
        all = List.copyOf(all);
        descriptions = Map.copyOf(descriptions);
    }

    /** The rights that the programs of this version need. */
    public static Rights ofThisVersion() {
        try (InputStream file = Rights.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IllegalStateException("the jar lacks " + FILE + ": build it again");
            }
            return RightsFile.read(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The rights of one holder. */
    public List<Right> of(Holder holder) {
        return all.stream().filter(right -> right.holder() == holder).toList();
    }
}
