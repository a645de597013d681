package org.sessiontoken.console.access;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.console.role.Role;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;

/** Signs in whoever has the code of the link, as an auditor. It leaves all other names to others. */
final class OneTimeLinkProvider implements AuthenticationProvider {

    private final OneTimeLinks links;

    OneTimeLinkProvider(OneTimeLinks links) {
        this.links = links;
    }

    @Override
    public @Nullable Authentication authenticate(Authentication offered) {
        if (!OneTimeLinks.USER.equals(offered.getName())) {
            return null;
        }
        if (offered.getCredentials() instanceof String code && links.redeem(code)) {
            return UsernamePasswordAuthenticationToken.authenticated(
                    OneTimeLinks.USER, null, List.of(Authorities.of(Role.AUDITOR)));
        }
        throw new BadCredentialsException("the code is not that of the link, or was used");
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
    }
}
