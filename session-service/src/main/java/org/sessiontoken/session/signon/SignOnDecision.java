package org.sessiontoken.session.signon;

import java.util.Optional;
import org.sessiontoken.session.issued.IssuedToken;

/**
 * What the log says of an attempt.
 *
 * @param win what the device gets its tokens for; given if the verdict {@linkplain Verdict#signsOn() signs on}
 * @param token what the token is good for, if it is known and the attempt is where it belongs
 */
record SignOnDecision(Verdict verdict, Optional<Win> win, Optional<IssuedToken> token) {

    static SignOnDecision refused(Verdict verdict, Optional<IssuedToken> token) {
        return new SignOnDecision(verdict, Optional.empty(), token);
    }
}
