package org.sessiontoken.standalone.keyset;

/** How a command ends, for scripts. */
enum KeysExit {
    /** It has done what was asked. */
    DONE(0),
    /** A key set is refused, by the programs too. */
    REFUSED(1),
    /** It is too early for the next step. */
    TOO_EARLY(3),
    /** A file cannot be written. */
    NOT_WRITTEN(74);

    private final int code;

    KeysExit(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
