package org.sessiontoken.console.access;

import java.util.Collection;
import java.util.Optional;
import java.util.stream.Stream;
import org.sessiontoken.console.role.Role;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** Roles as Spring Security's authorities. */
final class Authorities {

    private static final String PREFIX = "ROLE_";

    private Authorities() {}

    static GrantedAuthority of(Role role) {
        return new SimpleGrantedAuthority(PREFIX + role.code());
    }

    /** The highest role among them. */
    static Optional<Role> highest(Collection<? extends GrantedAuthority> authorities) {
        return Stream.of(Role.AUDITOR, Role.VIEWER)
                .filter(role -> authorities.stream().anyMatch(of(role)::equals))
                .findFirst();
    }
}
