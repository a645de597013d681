package org.sessiontoken.broker.sso.oidc;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Where the provider's keys are had from. */
interface KeySource {

    /**
     * Fetches the keys as they are now.
     *
     * @return completes with nothing if they cannot be had, which the source has logged
     */
    CompletionStage<Optional<ProviderKeys>> fetch();
}
