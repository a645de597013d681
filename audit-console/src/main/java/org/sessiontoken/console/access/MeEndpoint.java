package org.sessiontoken.console.access;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.sessiontoken.console.role.Role;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells the page who is signed in, and the header that requests need which change something. */
@RestController
final class MeEndpoint {

    @GetMapping("/api/me")
    Me me(Authentication signedIn, CsrfToken csrf) {
        return new Me(
                signedIn.getName(),
                Authorities.highest(signedIn.getAuthorities()).map(Role::code).stream()
                        .toList(),
                new Header(csrf.getHeaderName(), csrf.getToken()));
    }

    /** Who is signed in. */
    record Me(String name, List<String> roles, Header csrf) {}

    /** A header and its value, which is worth nothing without the session's cookie. */
    record Header(String header, @JsonProperty("token") String value) {}
}
