package org.sessiontoken.faults.processes;

import java.util.Locale;

/** What a program does. */
public enum Role {
    /** A broker instance. */
    BROKER,
    /** An HTTP adapter. */
    ADAPTER,
    /** A node of Kafka. */
    KAFKA;

    String prefix() {
        return name().toLowerCase(Locale.ROOT) + "-";
    }
}
