package org.sessiontoken.console.access;

import jakarta.servlet.http.HttpSession;
import java.security.Principal;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.console.role.SessionRights;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;

/**
 * Rights end with sessions that are too old, and where the file does not have the user any more, or has it with another role. Safe
 * for all threads.
 */
final class CurrentRights implements SessionRights {

    private final Optional<UsersFile> users;
    private final Duration maxAge;
    private final Clock clock;

    CurrentRights(Optional<UsersFile> users, Duration maxAge, Clock clock) {
        this.users = users;
        this.maxAge = maxAge;
        this.clock = clock;
    }

    @Override
    public boolean stillHold(HttpSession session, @Nullable Principal user) {
        try {
            return !isTooOld(session) && !isRevoked(user);
        } catch (IllegalStateException ended) {
            return false;
        }
    }

    private boolean isTooOld(HttpSession session) {
        return clock.millis() - session.getCreationTime() > maxAge.toMillis();
    }

    /** Whoever has signed in otherwise is no concern of the file. */
    private boolean isRevoked(@Nullable Principal user) {
        return user instanceof UsernamePasswordAuthenticationToken signedIn
                && !signedIn.getName().equals(OneTimeLinks.USER)
                && users.isPresent()
                && !isUnchanged(users.get(), signedIn);
    }

    private static boolean isUnchanged(UsersFile users, Authentication signedIn) {
        return users.find(signedIn.getName())
                .map(UsersFile.User::role)
                .equals(Authorities.highest(signedIn.getAuthorities()));
    }
}
