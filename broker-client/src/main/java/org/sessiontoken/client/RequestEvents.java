package org.sessiontoken.client;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.sessiontoken.event.Attempt;
import org.sessiontoken.event.CorrelationKey;
import org.sessiontoken.event.RequestEvent;
import org.sessiontoken.event.ReturnAddress;
import org.sessiontoken.event.SessionTokenRequested;
import org.sessiontoken.sealing.Binding;
import org.sessiontoken.sealing.Credentials;
import org.sessiontoken.sealing.Envelope;
import org.sessiontoken.sealing.Purpose;
import org.sessiontoken.sealing.SealingKey;
import org.sessiontoken.value.Jwe;
import org.sessiontoken.value.RequestId;
import org.sessiontoken.value.Secret;

/** Makes the events of requests. Safe for all threads. */
final class RequestEvents {

    private final ClientSettings settings;
    private final Clock clock;
    private final Supplier<SealingKey> sealingKey;

    RequestEvents(ClientSettings settings, Supplier<SealingKey> sealingKey, Clock clock) {
        this.settings = settings;
        this.sealingKey = sealingKey;
        this.clock = clock;
    }

    /**
     * The event of a request. Empty if the parameters are too large. Only unusual ones are: escaped in JSON, some characters
     * grow sixfold.
     */
    Optional<RequestEvent> of(
            SessionTokenRequest request, RequestId requestId, CorrelationKey correlationKey, int replyPartition) {
        return seal(request, requestId)
                .map(credentials -> new RequestEvent(
                        request.correlationId(),
                        requested(request, requestId, credentials),
                        ReturnAddress.of(settings.requestor(), correlationKey, replyPartition),
                        request.trace()));
    }

    private Optional<Jwe> seal(SessionTokenRequest request, RequestId requestId) {
        Binding binding = Binding.toRequest(requestId, request.tenantId(), request.authServiceId());
        Secret credentials = Credentials.write(request.parameters());
        try {
            return Optional.of(Envelope.seal(credentials, Purpose.CREDENTIALS, binding, sealingKey.get()));
        } catch (IllegalArgumentException tooLarge) {
            return Optional.empty();
        }
    }

    private SessionTokenRequested requested(SessionTokenRequest request, RequestId requestId, Jwe credentials) {
        Instant now = clock.instant();
        return new SessionTokenRequested(
                requestId,
                request.tenantId(),
                request.authServiceId(),
                request.parameters().names(),
                credentials,
                now,
                now.plus(settings.deadline()),
                settings.requestor(),
                Attempt.FIRST,
                request.callerAddress().orElse(null));
    }
}
