package org.sessiontoken.answering.lifecycle;

import java.util.UUID;

/**
 * Which instance of a service this is.
 *
 * @param name the configured name, which another process may have, too
 * @param process eight characters that this process has drawn
 */
public record InstanceId(String name, String process) {

    private static final int LENGTH = 8;

    /** An instance of this name. */
    public static InstanceId of(String name) {
        return new InstanceId(name, UUID.randomUUID().toString().substring(0, LENGTH));
    }
}
