package org.sessiontoken.session.signon;

import java.time.Instant;
import java.util.Optional;
import org.sessiontoken.event.SignOnEvent;
import org.sessiontoken.event.SignOnRequested;
import org.sessiontoken.event.Topics;
import org.sessiontoken.sealing.Binding;
import org.sessiontoken.sealing.Envelope;
import org.sessiontoken.sealing.OpenResult;
import org.sessiontoken.sealing.Purpose;
import org.sessiontoken.sealing.SignOnCredentials;
import org.sessiontoken.value.TokenHash;

/**
 * Opens attempts. The token itself is in the envelope, and its hash is computed here: a hash, which every auditor sees, redeems
 * nothing. Safe for all threads.
 */
final class AttemptOpener {

    private final Envelope envelope;

    AttemptOpener(Envelope envelope) {
        this.envelope = envelope;
    }

    /** @param at when Kafka appended the attempt */
    OpenedAttempt open(SignOnEvent event, Instant at) {
        SignOnRequested request = event.request();
        String replyTopic = Topics.repliesTo(request.requestor());
        Optional<String> wanted = event.returnAddress().topic();
        if (wanted.isPresent() && !wanted.get().equals(replyTopic)) {
            return refused(
                    event, SignOnReason.FOREIGN_REPLY_TOPIC, "the reply topic must be " + replyTopic + ", or left out");
        }
        Binding binding = Binding.toRequest(request.requestId(), request.tenantId(), request.authServiceId());
        return envelope.open(request.credentials(), Purpose.SIGN_ON, binding).fold(new OpenResult.Cases<>() {
            @Override
            public OpenedAttempt opened(OpenResult.Opened opened) {
                return read(event, opened, at);
            }

            @Override
            public OpenedAttempt refused(OpenResult.Refused refused) {
                return AttemptOpener.refused(
                        event, SignOnReason.of(refused.why()), "credentials cannot be opened: " + refused.detail());
            }
        });
    }

    private static OpenedAttempt read(SignOnEvent event, OpenResult.Opened opened, Instant at) {
        SignOnRequested request = event.request();
        if (!opened.key().owner().equals(request.requestor())) {
            return refused(
                    event,
                    SignOnReason.FOREIGN_SEALING_KEY,
                    "credentials must be sealed with a key of the requestor that the attempt names");
        }
        try {
            SignOnCredentials credentials = SignOnCredentials.read(opened.content());
            SignOnAttempt attempt = new SignOnAttempt(
                    request.requestId(),
                    event.tokenHash(),
                    TokenHash.of(credentials.sessionToken()),
                    request.tenantId(),
                    request.authServiceId(),
                    new Device(request.clientId(), credentials.repeatKey()),
                    at,
                    request.expiresAt());
            return new OpenedAttempt.Opened(event, attempt, opened.key());
        } catch (IllegalArgumentException malformed) {
            return refused(event, SignOnReason.CREDENTIALS_MALFORMED, "in credentials, " + malformed.getMessage());
        }
    }

    private static OpenedAttempt refused(SignOnEvent event, SignOnReason reason, String detail) {
        return new OpenedAttempt.Refused(event, reason.code(), detail);
    }
}
