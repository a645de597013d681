package org.sessiontoken.console.index;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the index is, and how much it holds.
 *
 * @param directory Folder of the index; it is made if it does not exist, and is built again from Kafka if it is deleted
 * @param window How far back the index goes; what is older is searched in Kafka itself, which takes longer
 * @param accountKey File with at least 32 random bytes, by which account IDs become the hashes that viewers see; without it a
 *     key is drawn and kept in the folder of the index, and the hashes change when that is deleted
 */
@ConfigurationProperties("ags.console.index")
public record IndexProperties(
        @DefaultValue("audit-index") Path directory,
        @DefaultValue("7d") Duration window,
        @Nullable Path accountKey) {

    /** Refuses a window that is not positive. */
    public IndexProperties {
        if (window.isNegative() || window.isZero()) {
            throw new IllegalArgumentException("ags.console.index.window must be positive, for example 7d");
        }
    }
}
