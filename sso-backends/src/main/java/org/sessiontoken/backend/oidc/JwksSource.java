package org.sessiontoken.backend.oidc;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** The source of the provider's keys. */
interface JwksSource {

    /**
     * Fetches the current keys.
     *
     * @return completes with nothing if the keys cannot be fetched, which the source then has logged
     */
    CompletionStage<Optional<ProviderKeys>> fetch();
}
