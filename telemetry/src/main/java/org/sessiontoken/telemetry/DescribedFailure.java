package org.sessiontoken.telemetry;

/** A failure of infrastructure, and no bug, that says itself what failed, for the log. */
public interface DescribedFailure {

    /** What failed, in one line that quotes nothing of what a caller or a record says. */
    String description();
}
