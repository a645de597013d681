package org.sessiontoken.console.access;

import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

/** Compares passwords with hashes of bcrypt and argon2, in the forms that {@code htpasswd -B} and {@code argon2} print. */
final class PasswordHashes implements PasswordEncoder {

    private final PasswordEncoder bcrypt = new BCryptPasswordEncoder();
    private final PasswordEncoder argon2 = Argon2PasswordEncoder.defaultsForSpringSecurity_v5_8();

    /** With this hash the password of somebody who does not exist is compared, so that the answer takes as long. */
    @Override
    public @Nullable String encode(@Nullable CharSequence password) {
        return bcrypt.encode(password);
    }

    @Override
    public boolean matches(@Nullable CharSequence password, @Nullable String hash) {
        return hash != null && (hash.startsWith("$argon2") ? argon2 : bcrypt).matches(password, hash);
    }
}
