package org.sessiontoken.backend.oidc;

import static java.util.concurrent.CompletableFuture.completedStage;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Fetches the JWK Set that the provider publishes, from a configured address or from the one that discovery names. */
final class HttpJwksSource implements JwksSource {

    private final ProviderDocuments documents;
    private final OidcJwtOptions options;

    HttpJwksSource(ProviderDocuments documents, OidcJwtOptions options) {
        this.documents = documents;
        this.options = options;
    }

    @Override
    public CompletionStage<Optional<ProviderKeys>> fetch() {
        CompletionStage<Optional<URI>> address =
                options.jwksUri().isPresent() ? completedStage(options.jwksUri()) : discover();
        return address.thenCompose(uri -> uri.map(this::keysAt).orElseGet(() -> completedStage(Optional.empty())))
                .whenComplete((keys, bug) -> {
                    if (keys != null && keys.isPresent()) {
                        documents.usable();
                    }
                });
    }

    private CompletionStage<Optional<URI>> discover() {
        URI from = options.discoveryUri();
        return documents.get(from).thenApply(document -> document.flatMap(found -> jwksUri(from, found)));
    }

    private Optional<URI> jwksUri(URI from, Map<String, ?> document) {
        if (!options.issuer().equals(document.get("issuer"))) {
            return documents.refuse(
                    from, "its issuer is not the configured one (OpenID Connect Discovery, section 4.3)");
        }
        if (!(document.get("jwks_uri") instanceof String text)) {
            return documents.refuse(from, "it has no jwks_uri");
        }
        try {
            return Optional.of(new URI(text));
        } catch (URISyntaxException malformed) {
            return documents.refuse(from, "its jwks_uri is not an address");
        }
    }

    private CompletionStage<Optional<ProviderKeys>> keysAt(URI uri) {
        return documents
                .get(uri)
                .thenApply(document -> document.flatMap(set -> ProviderKeys.read(set, options.algorithms())
                        .or(() -> documents.refuse(
                                uri,
                                "it is not a JWK Set of at most " + ProviderKeys.MAX_COUNT
                                        + " keys with one for the configured algorithms"))));
    }
}
