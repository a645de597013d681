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
     */
    record Refused(Refusal why) implements OpenResult {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.refused(this);
        }
    }

    /** Why an envelope cannot be opened. */
    enum Refusal {
        /** No key of this name is known. */
        UNKNOWN_KEY,
        /** The envelope was changed or sealed with another key or algorithm, or is not an envelope at all. */
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
