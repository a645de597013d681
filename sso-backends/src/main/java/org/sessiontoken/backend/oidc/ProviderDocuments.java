package org.sessiontoken.backend.oidc;

import io.jsonwebtoken.io.DeserializationException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.sessiontoken.jose.JoseJson;
import org.sessiontoken.sso.ProviderLog;
import org.sessiontoken.sso.http.OutboundHttp;
import org.sessiontoken.sso.http.OutboundRequest;
import org.sessiontoken.sso.http.OutboundResponse;
import org.sessiontoken.value.Secret;

/** Fetches JSON objects that the provider publishes. Problems are logged here, where they are known; the result is empty. */
final class ProviderDocuments {

    private static final Map<String, Secret> HEADERS =
            Map.of("Accept", Secret.ofText("application/json, application/jwk-set+json"));

    private final OutboundHttp http;
    private final Duration timeout;
    private final ProviderLog log;

    ProviderDocuments(OutboundHttp http, Duration timeout, ProviderLog log) {
        this.http = http;
        this.timeout = timeout;
        this.log = log;
    }

    CompletionStage<Optional<Map<String, ?>>> get(URI uri) {
        return http.send(new OutboundRequest("GET", uri, HEADERS, Secret.ofText(""), timeout))
                .handle((response, failure) -> failure == null ? read(uri, response) : unanswered(failure));
    }

    private Optional<Map<String, ?>> unanswered(Throwable failure) {
        log.failed(ProviderLog.cause(failure));
        return Optional.empty();
    }

    /** Logs the problem with a document. */
    <T> Optional<T> refuse(URI uri, String problem) {
        log.failed(ProviderLog.shown(uri) + ": " + problem);
        return Optional.empty();
    }

    private Optional<Map<String, ?>> read(URI uri, OutboundResponse response) {
        if (response.status() != 200) {
            return refuse(uri, "the status is " + response.status() + " instead of 200");
        }
        try {
            return Optional.of(JoseJson.reader().deserialize(response.body().bytes()));
        } catch (DeserializationException malformed) {
            return refuse(uri, "it cannot be read: " + response.jsonProblem());
        }
    }

    /** The keys that the provider publishes are usable. */
    void usable() {
        log.answered();
    }
}
