package org.sessiontoken.faults.agent;

import java.lang.instrument.Instrumentation;
import java.util.Locale;

/** A promise of the product that is broken on purpose, to see whether these tests notice. */
public enum Mutant {
    /** Producers take a record for written once the leader has it. */
    ACKS_1,
    /** A request counts as done, and is committed, when work on it begins. */
    COMMIT_BEFORE_REPLY,
    /** At a rebalance, requests that are not answered count as done, and their outcome is not written. */
    FORGET_AT_REBALANCE,
    /** The adapter is ready before its position on the reply topic is fixed. */
    POSITION_AFTER_READINESS,
    /** A request is worked on after its deadline. */
    NO_DEADLINE_CHECK;

    static Mutant named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /** The name on a command line. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    void install(Instrumentation instrumentation) {
        throw new UnsupportedOperationException();
    }
}
