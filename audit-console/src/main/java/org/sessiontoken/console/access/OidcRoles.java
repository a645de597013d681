package org.sessiontoken.console.access;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.console.role.Role;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.userinfo.OAuth2UserService;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;

/** Gives a user of the provider the role that a claim of the ID token says. Nobody without a role signs in. */
final class OidcRoles implements OAuth2UserService<OidcUserRequest, OidcUser> {

    /** The error of a sign-in that the provider has confirmed and that gives no role. */
    static final String NO_ROLE = "no_role";

    private final OidcProperties properties;

    OidcRoles(OidcProperties properties) {
        this.properties = properties;
    }

    @Override
    public OidcUser loadUser(OidcUserRequest request) {
        OidcIdToken idToken = request.getIdToken();
        Role role = role(idToken.getClaim(properties.rolesClaim()))
                .orElseThrow(() -> new OAuth2AuthenticationException(new OAuth2Error(NO_ROLE)));
        if (idToken.getClaim(properties.nameClaim()) == null) {
            throw new OAuth2AuthenticationException(new OAuth2Error("no_name"));
        }
        return new DefaultOidcUser(List.of(Authorities.of(role)), idToken, properties.nameClaim());
    }

    private Optional<Role> role(@Nullable Object claim) {
        if (isAnyOf(claim, properties.auditors())) {
            return Optional.of(Role.AUDITOR);
        }
        return isAnyOf(claim, properties.viewers()) ? Optional.of(Role.VIEWER) : Optional.empty();
    }

    private static boolean isAnyOf(@Nullable Object claim, List<String> wanted) {
        if (claim instanceof Collection<?> values) {
            return values.stream().anyMatch(value -> value instanceof String text && wanted.contains(text));
        }
        return claim instanceof String text && wanted.contains(text);
    }
}
