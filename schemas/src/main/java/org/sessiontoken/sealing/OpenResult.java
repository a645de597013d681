package org.sessiontoken.sealing;

import org.sessiontoken.value.Secret;

/** The result of opening an envelope. */
public sealed interface OpenResult {

    /** Applies the method that belongs to this case. */
    <R> R fold(Cases<R> cases);

    /**
     * The envelope is genuine and belongs to the request or record in which it was found.
     *
     * @param content the decrypted content
     * @param key the key that sealed the envelope
     */
    record Opened(Secret content, SealingKey key) implements OpenResult {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.opened(this);
        }
    }

    /**
     * The envelope cannot be opened.
     *
     * @param why what is wrong with the envelope
     * @param detail what whoever sealed the envelope must change, in words that quote nothing of it
     */
    record Refused(Refusal why, String detail) implements OpenResult {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.refused(this);
        }
    }

    /** Why an envelope cannot be opened. */
    enum Refusal {
        /** The envelope is not as described: its header lacks something, or names another algorithm, or it is not base64url. */
        MALFORMED,
        /** No key of this name is known. */
        UNKNOWN_KEY,
        /** The envelope was changed, or sealed with another key. */
        NOT_AUTHENTIC,
        /** The envelope is genuine, but made for another purpose, request or record. */
        BOUND_ELSEWHERE
    }

    /**
     * A method for each case.
     *
     * @param <R> what the methods return
     */
    interface Cases<R> {
        /** The envelope was opened. */
        R opened(Opened opened);

        /** The envelope cannot be opened. */
        R refused(Refused refused);
    }
}
