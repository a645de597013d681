package org.sessiontoken.faults.checker;

import java.util.List;

/**
 * What the checker says.
 *
 * @param requests how many requests are on the topic, each counted once
 * @param sentAgain how many of them are there more than once
 * @param outcomes how many of them have an outcome
 * @param repeatedAlike how many further outcomes say the same as the first
 * @param repeatedDiffering how many say something else
 * @param deadLetters how many are dead letters
 * @param issuedUnseen how many have a token that their caller did not get, which the record tells
 * @param findings what does not hold
 */
public record Verdict(
        int requests,
        int sentAgain,
        int outcomes,
        int repeatedAlike,
        int repeatedDiffering,
        int deadLetters,
        int issuedUnseen,
        List<Finding> findings) {

    /** Whether everything holds. */
    public boolean isClean() {
        return findings.isEmpty();
    }
}
