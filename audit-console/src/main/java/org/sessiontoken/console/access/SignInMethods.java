package org.sessiontoken.console.access;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UsernameNotFoundException;

/**
 * The configured ways to sign in by a form.
 *
 * @param users the file of users
 * @param links links for one sign-in
 */
record SignInMethods(Optional<UsersFile> users, Optional<OneTimeLinks> links) {

    /** Refuses a file of users that is not as described, at the start. */
    void check() {
        users.ifPresent(file -> {
            try {
                file.users();
            } catch (IllegalArgumentException unusable) {
                throw new InvalidConfigurationPropertyValueException(
                        "ags.console.access.users-file", null, unusable.getMessage());
            }
        });
    }

    /** Links are asked first, since their one name is taken. Without a file, everybody is unknown. */
    List<AuthenticationProvider> providers() {
        List<AuthenticationProvider> providers = new ArrayList<>();
        links.map(OneTimeLinkProvider::new).ifPresent(providers::add);
        DaoAuthenticationProvider byPassword = new DaoAuthenticationProvider(this::find);
        byPassword.setPasswordEncoder(new PasswordHashes());
        providers.add(byPassword);
        return providers;
    }

    private UserDetails find(String name) {
        return users.flatMap(file -> file.find(name))
                .map(user -> new User(user.name(), user.hash(), List.of(Authorities.of(user.role()))))
                .orElseThrow(() -> new UsernameNotFoundException("there is no such user"));
    }

    void close() {
        links.ifPresent(OneTimeLinks::close);
    }
}
