package org.sessiontoken.console.role;

import jakarta.servlet.http.HttpSession;
import java.security.Principal;
import org.jspecify.annotations.Nullable;

/** Whether what a user was allowed at the sign-in still holds. An answer that lasts asks it again and again. */
@FunctionalInterface
public interface SessionRights {

    /** Whether the session has not ended, and its user still has the same role. */
    boolean stillHold(HttpSession session, @Nullable Principal user);
}
