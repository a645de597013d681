package org.sessiontoken.backend.oidc;

import io.jsonwebtoken.io.DeserializationException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.jose.JoseJson;
import org.sessiontoken.sso.BackendLogKeys;
import org.sessiontoken.sso.SsoBackendContext;
import org.sessiontoken.sso.http.OutboundFailure;
import org.sessiontoken.sso.http.OutboundHttp;
import org.sessiontoken.sso.http.OutboundRequest;
import org.sessiontoken.sso.http.OutboundResponse;
import org.sessiontoken.value.Secret;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fetches JSON objects that the provider publishes. Problems are logged here, where they are known; the result is empty. */
final class ProviderDocuments {

    private static final Logger LOG = LoggerFactory.getLogger(ProviderDocuments.class);
    private static final Map<String, Secret> HEADERS =
            Map.of("Accept", Secret.ofText("application/json, application/jwk-set+json"));

    private final OutboundHttp http;
    private final Duration timeout;
    private final SsoBackendContext context;

    ProviderDocuments(OutboundHttp http, Duration timeout, SsoBackendContext context) {
        this.http = http;
        this.timeout = timeout;
        this.context = context;
    }

    CompletionStage<Optional<Map<String, ?>>> get(URI uri) {
        return http.send(new OutboundRequest("GET", uri, HEADERS, Secret.ofText(""), timeout))
                .handle((response, failure) -> failure == null ? read(uri, response) : refuse(uri, describe(failure)));
    }

    /** Logs the problem with a document. */
    <T> Optional<T> refuse(URI uri, String problem) {
        LOG.atWarn()
                .addKeyValue(BackendLogKeys.TENANT_ID, context.tenantId())
                .addKeyValue(BackendLogKeys.AUTH_SERVICE_ID, context.authServiceId())
                .addKeyValue(BackendLogKeys.REASON, uri + ": " + problem)
                .log("The provider's keys cannot be fetched");
        return Optional.empty();
    }

    private Optional<Map<String, ?>> read(URI uri, OutboundResponse response) {
        if (response.status() != 200) {
            return refuse(uri, "the status is " + response.status() + " instead of 200");
        }
        try {
            return Optional.of(JoseJson.reader().deserialize(response.body().bytes()));
        } catch (DeserializationException malformed) {
            return refuse(uri, "it is not a JSON object, is nested too deeply, or has a member twice");
        }
    }

    private static String describe(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof OutboundFailure outbound
                ? outbound.kind() + ": " + outbound.getMessage()
                : className(cause);
    }

    private static String className(@Nullable Throwable bug) {
        return bug == null ? "unknown" : bug.getClass().getName();
    }
}
