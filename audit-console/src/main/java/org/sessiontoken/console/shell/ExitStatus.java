package org.sessiontoken.console.shell;

/** How a command ends, for scripts. */
enum ExitStatus {
    /** It has done what was asked. */
    DONE(0),
    /** Nothing was found in what was looked at. */
    NOTHING_FOUND(1),
    /** The command line is wrong. */
    WRONG_COMMAND(2),
    /** Kafka does not answer, or does not allow it. */
    KAFKA(3),
    /** Not everything that was asked for was looked at. */
    INCOMPLETE(4),
    /** A bug. */
    BUG(ExitStatus.BUG_CODE),
    /** The output cannot be written. */
    NOT_WRITTEN(74),
    /** Nobody reads the output any more: the same as after the signal SIGPIPE. */
    CLOSED_PIPE(141);

    /** For an annotation, which takes constants alone. */
    static final int BUG_CODE = 70;

    private final int code;

    ExitStatus(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
