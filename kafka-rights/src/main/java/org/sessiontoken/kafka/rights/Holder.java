package org.sessiontoken.kafka.rights;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Whoever has rights of their own. One program may be several of them: the adapter is a requestor, too. */
public enum Holder {
    /** Whoever asks for session tokens over Kafka. */
    REQUESTOR,
    /** A requestor that reads its replies by a consumer group. */
    GROUP_REQUESTOR,
    /** An HTTP adapter. */
    ADAPTER,
    /** The broker service, all instances alike. */
    BROKER,
    /** The audit console, and {@code token-broker audit}. */
    CONSOLE,
    /** Whoever examines what was issued, and who looked at it. */
    AUDIT,
    /** Whoever watches circuit breakers. */
    OPERATIONS;

    /** The name in the file. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Holder of(String key) {
        return Arrays.stream(values())
                .filter(holder -> holder.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("holder must be one of "
                        + Arrays.stream(values()).map(Holder::key).collect(Collectors.joining(", "))));
    }
}
