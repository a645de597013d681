package org.sessiontoken.session.signon;

import org.sessiontoken.event.SignOnEvent;
import org.sessiontoken.sealing.SealingKey;
import org.sessiontoken.value.ReasonCode;

/** What there is in an attempt, once its envelope was opened, or why it was not. */
interface OpenedAttempt {

    /** One method for each of the two. */
    interface Cases<R> {

        R opened(Opened opened);

        R refused(Refused refused);
    }

    <R> R fold(Cases<R> cases);

    /**
     * An attempt that the log decides.
     *
     * @param key the key that sealed the attempt, which seals the answer
     */
    record Opened(SignOnEvent event, SignOnAttempt attempt, SealingKey key) implements OpenedAttempt {

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.opened(this);
        }
    }

    /**
     * An attempt that is invalid, whatever the log says.
     *
     * @param detail what to change
     */
    record Refused(SignOnEvent event, ReasonCode reason, String detail) implements OpenedAttempt {

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.refused(this);
        }
    }
}
