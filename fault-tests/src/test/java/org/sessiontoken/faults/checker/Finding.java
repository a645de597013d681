package org.sessiontoken.faults.checker;

/** A rule that does not hold, and where. */
public record Finding(Rule rule, String subject, String what) {

    @Override
    public String toString() {
        return rule + ": " + subject + ": " + what;
    }
}
