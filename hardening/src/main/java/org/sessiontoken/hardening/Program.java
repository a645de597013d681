package org.sessiontoken.hardening;

/** A service that checks its settings. */
public enum Program {
    /** Callers of all kinds ask it. */
    ADAPTER,
    /** Nobody asks it but whoever watches it: its only port is for management. */
    BROKER,
    /** Nobody asks it but whoever watches it. */
    SESSION_SERVICE,
    /** Browsers ask it. */
    CONSOLE;

    /** Whether others than those who watch the service ask it over HTTP. */
    boolean hasPublicPort() {
        return this == ADAPTER || this == CONSOLE;
    }
}
