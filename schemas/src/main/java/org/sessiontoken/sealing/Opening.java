package org.sessiontoken.sealing;

import org.sessiontoken.value.Secret;

/** What came of opening an envelope. */
public sealed interface Opening {

    /** Answers with what the case at hand says. */
    <R> R fold(Cases<R> cases);

    /**
     * The envelope is genuine and belongs where it was found.
     *
     * @param content what was inside
     * @param key the key that sealed it
     */
    record Opened(Secret content, SealingKey key) implements Opening {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.opened(this);
        }
    }

    /**
     * The envelope stays closed.
     *
     * @param why what is wrong with it
     */
    record Refused(Refusal why) implements Opening {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.refused(this);
        }
    }

    /** Why an envelope stays closed. */
    enum Refusal {
        /** No key of this name is known. */
        UNKNOWN_KEY,
        /** It was changed, sealed with another key or algorithm, or is no envelope at all. */
        NOT_AUTHENTIC,
        /** It is genuine, but for another purpose, request or record. */
        BOUND_ELSEWHERE
    }

    /**
     * An answer for each case.
     *
     * @param <R> the answer
     */
    interface Cases<R> {
        /** The envelope opened. */
        R opened(Opened opened);

        /** The envelope stays closed. */
        R refused(Refused refused);
    }
}
