package org.sessiontoken.console.access;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Sign-in by a provider of OpenID Connect.
 *
 * @param issuerUri issuer of the provider, whose settings are read by discovery when somebody signs in; without it there is no
 *     such sign-in
 * @param clientId ID under which the provider knows the console
 * @param clientSecretFile path of a file with the secret that the provider has given the console
 * @param scopes scopes that are asked for beside openid
 * @param nameClaim claim of the ID token under whose value a user is recorded
 * @param rolesClaim claim of the ID token with the user's roles or groups: a text or a list of texts
 * @param viewers values of that claim that make the user a viewer
 * @param auditors values of that claim that make the user an auditor
 */
@ConfigurationProperties("ags.console.access.oidc")
record OidcProperties(
        @Nullable URI issuerUri,
        @DefaultValue("audit-console") String clientId,
        @Nullable Path clientSecretFile,
        @DefaultValue List<String> scopes,
        @DefaultValue("sub") String nameClaim,
        @DefaultValue("roles") String rolesClaim,
        @DefaultValue("viewer") List<String> viewers,
        @DefaultValue("auditor") List<String> auditors) {

    OidcProperties {
        if (issuerUri != null && clientSecretFile == null) {
            throw new IllegalArgumentException(
                    "ags.console.access.oidc.client-secret-file must name the file with the secret"
                            + " that the provider has given the console, since issuer-uri is set");
        }
    }

    boolean isConfigured() {
        return issuerUri != null;
    }
}
