package org.sessiontoken.hardening;

/** A service that checks its settings. */
public enum Program {
    /** Callers of all kinds ask it. */
    ADAPTER,
    /** Nobody asks it but whoever watches it: its only port is for management. */
    BROKER,
    /** Browsers ask it. */
    CONSOLE;

    /** Whether others than those who watch the service ask it over HTTP. */
    boolean hasPublicPort() {
        return this != BROKER;
    }
}
