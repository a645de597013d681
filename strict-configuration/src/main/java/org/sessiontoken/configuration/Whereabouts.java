package org.sessiontoken.configuration;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.core.io.Resource;

/** Where a property is set, in the words of messages. */
final class Whereabouts {

    private Whereabouts() {}

    /** The place with a colon behind it, such as {@code /etc/broker-service.yaml, line 7: }, or nothing if it is not known. */
    static String of(@Nullable Origin origin) {
        if (origin instanceof TextResourceOrigin text && text.getResource() != null) {
            String line = text.getLocation() == null
                    ? ""
                    : ", line " + (text.getLocation().getLine() + 1);
            return name(text.getResource()) + line + ": ";
        }
        return "";
    }

    private static String name(Resource resource) {
        try {
            return resource.isFile() ? resource.getFile().toString() : resource.getDescription();
        } catch (IOException noFile) {
            return resource.getDescription();
        }
    }
}
