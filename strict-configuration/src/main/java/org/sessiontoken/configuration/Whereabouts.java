package org.sessiontoken.configuration;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginProvider;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.core.io.Resource;

/** Where a property is set, in the words of messages. */
final class Whereabouts {

    private Whereabouts() {}

    /** The place with a colon behind it, such as {@code /etc/broker-service.yaml, line 7: }, or nothing if it is not known. */
    static String of(@Nullable Origin origin) {
        TextResourceOrigin text = inText(origin);
        if (text == null || text.getResource() == null) {
            return "";
        }
        String line = text.getLocation() == null
                ? ""
                : ", line " + (text.getLocation().getLine() + 1);
        return name(text.getResource()) + line + ": ";
    }

    /** The place in a file, which Spring wraps in that of the property source; null if the property is in no file. */
    static @Nullable TextResourceOrigin inText(@Nullable Origin origin) {
        Origin inner = origin;
        while (inner instanceof OriginProvider wrapper && wrapper.getOrigin() != inner) {
            inner = wrapper.getOrigin();
        }
        return inner instanceof TextResourceOrigin text ? text : null;
    }

    private static String name(Resource resource) {
        try {
            return resource.isFile() ? resource.getFile().toString() : resource.getDescription();
        } catch (IOException noFile) {
            return resource.getDescription();
        }
    }
}
