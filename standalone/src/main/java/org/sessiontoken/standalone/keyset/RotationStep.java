package org.sessiontoken.standalone.keyset;

import java.time.Instant;
import java.util.List;
import org.sessiontoken.keys.KeySetEntry;

/** The next step of a rotation, or why there is none now. */
sealed interface RotationStep {

    /** Applies the method that belongs to this case. */
    <R> R fold(Cases<R> cases);

    /**
     * The key set can be changed now.
     *
     * @param done what the change does, in words
     * @param entries the keys afterwards
     * @param next what is to be done afterwards, in words
     */
    record Change(String done, List<KeySetEntry> entries, String next) implements RotationStep {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.change(this);
        }
    }

    /**
     * The step would do harm now.
     *
     * @param what the step, in words
     * @param until when it is safe
     */
    record TooEarly(String what, Instant until) implements RotationStep {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.tooEarly(this);
        }
    }

    /**
     * The key set does not tell which key is the newest.
     *
     * @param why what is missing, and what to do
     */
    record Unclear(String why) implements RotationStep {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.unclear(this);
        }
    }

    /** One method for each case. */
    interface Cases<R> {

        R change(Change step);

        R tooEarly(TooEarly step);

        R unclear(Unclear step);
    }
}
