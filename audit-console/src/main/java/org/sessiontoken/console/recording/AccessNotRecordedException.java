package org.sessiontoken.console.recording;

/** Kafka did not take the event of an access in time, so that nothing may be shown. */
public final class AccessNotRecordedException extends Exception {

    private static final long serialVersionUID = 1L;

    AccessNotRecordedException(Throwable cause) {
        super("the access could not be recorded", cause);
    }
}
