package org.sessiontoken.broker.sso.oidc;

import io.jsonwebtoken.io.DeserializationException;
import java.io.StringReader;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.broker.outbound.OutboundFailure;
import org.sessiontoken.broker.outbound.OutboundHttp;
import org.sessiontoken.broker.outbound.OutboundRequest;
import org.sessiontoken.broker.outbound.OutboundResponse;
import org.sessiontoken.jose.JoseJson;
import org.sessiontoken.sso.SsoBackendContext;
import org.sessiontoken.value.Secret;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** JSON objects that the provider publishes. What goes wrong is logged here, where it is known, and leads to nothing. */
final class ProviderDocuments implements AutoCloseable {

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

    /** Logs why a document is of no use. */
    <T> Optional<T> refuse(URI uri, String problem) {
        LOG.atWarn()
                .addKeyValue("tenantId", context.tenantId())
                .addKeyValue("authServiceId", context.authServiceId())
                .addKeyValue("uri", uri)
                .addKeyValue("problem", problem)
                .log("The provider's keys cannot be had");
        return Optional.empty();
    }

    private Optional<Map<String, ?>> read(URI uri, OutboundResponse response) {
        if (response.status() != 200) {
            return refuse(uri, "status " + response.status() + " instead of 200");
        }
        try {
            return Optional.of(JoseJson.reader()
                    .deserialize(new StringReader(response.body().text())));
        } catch (DeserializationException malformed) {
            return refuse(uri, "not a JSON object, or one too deep or with a member given twice");
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

    @Override
    public void close() {
        http.close();
    }
}
