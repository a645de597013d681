package org.sessiontoken.console.deadletter;

/** Dead letters for tests of other packages. */
public final class KnownLetters {

    private KnownLetters() {}

    /** No letters. */
    public static RecentLetters none() {
        return new RecentLetters();
    }
}
