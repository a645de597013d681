package org.sessiontoken.client;

import java.time.Clock;
import java.time.Instant;
import java.util.function.Supplier;
import org.sessiontoken.event.CorrelationKey;
import org.sessiontoken.event.ReturnAddress;
import org.sessiontoken.event.SignOnEvent;
import org.sessiontoken.event.SignOnRequested;
import org.sessiontoken.sealing.Binding;
import org.sessiontoken.sealing.Envelope;
import org.sessiontoken.sealing.Purpose;
import org.sessiontoken.sealing.SealingKey;
import org.sessiontoken.value.Jwe;
import org.sessiontoken.value.RequestId;
import org.sessiontoken.value.TokenHash;

/** Makes the events of attempts to sign on. Safe for all threads. */
final class SignOnEvents {

    private final ClientSettings settings;
    private final Clock clock;
    private final Supplier<SealingKey> sealingKey;

    SignOnEvents(ClientSettings settings, Supplier<SealingKey> sealingKey, Clock clock) {
        this.settings = settings;
        this.sealingKey = sealingKey;
        this.clock = clock;
    }

    /** The event of an attempt. Credentials are never too large to be sealed. */
    SignOnEvent of(SignOnRequest request, RequestId requestId, CorrelationKey correlationKey, int replyPartition) {
        Jwe credentials = Envelope.seal(
                request.credentials().write(),
                Purpose.SIGN_ON,
                Binding.toRequest(requestId, request.tenantId(), request.authServiceId()),
                sealingKey.get());
        Instant now = clock.instant();
        return new SignOnEvent(
                TokenHash.of(request.credentials().sessionToken()),
                request.correlationId(),
                new SignOnRequested(
                        requestId,
                        request.tenantId(),
                        request.authServiceId(),
                        request.clientId(),
                        credentials,
                        now,
                        now.plus(settings.deadline()),
                        settings.requestor(),
                        request.callerAddress().orElse(null)),
                ReturnAddress.of(settings.requestor(), correlationKey, replyPartition),
                request.trace());
    }
}
