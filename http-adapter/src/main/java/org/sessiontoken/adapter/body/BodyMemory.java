package org.sessiontoken.adapter.body;

import java.util.concurrent.Semaphore;

/** The memory that large bodies may take together while they are incomplete. Safe for all threads. */
final class BodyMemory {

    private final Semaphore bytes;

    BodyMemory(int maxBytes) {
        this.bytes = new Semaphore(maxBytes);
    }

    /** Takes this number of bytes, or none and returns false. */
    boolean take(int count) {
        return bytes.tryAcquire(count);
    }

    void release(int count) {
        bytes.release(count);
    }
}
