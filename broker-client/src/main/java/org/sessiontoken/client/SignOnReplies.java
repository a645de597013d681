package org.sessiontoken.client;

import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.sessiontoken.client.SignOnReply.Declined;
import org.sessiontoken.client.SignOnReply.Refused;
import org.sessiontoken.client.SignOnReply.SignedOn;
import org.sessiontoken.event.Attempt;
import org.sessiontoken.event.Outcome;
import org.sessiontoken.event.ReplyCodec;
import org.sessiontoken.event.SignOnReplied;
import org.sessiontoken.event.SignOnReplyCodec;
import org.sessiontoken.sealing.Binding;
import org.sessiontoken.sealing.Envelope;
import org.sessiontoken.sealing.OpenResult;
import org.sessiontoken.sealing.Purpose;
import org.sessiontoken.sealing.SignedOnTokens;
import org.sessiontoken.value.AuthServiceId;
import org.sessiontoken.value.ClientId;
import org.sessiontoken.value.Jwe;
import org.sessiontoken.value.RequestId;
import org.sessiontoken.value.Secret;
import org.sessiontoken.value.TenantId;

/** Replies to attempts to sign on. */
final class SignOnReplies implements ReplyKind<SignOnReply> {

    private final Envelope envelope;

    SignOnReplies(Envelope envelope) {
        this.envelope = envelope;
    }

    @Override
    public boolean isOther(Headers headers) {
        return ReplyCodec.isReply(headers);
    }

    /** An attempt is sent once. */
    @Override
    public Answer<SignOnReply> read(ConsumerRecord<byte[], byte[]> record) {
        SignOnReplied reply = SignOnReplyCodec.read(record).reply();
        return new Answer<>(reply.requestId(), Attempt.FIRST, reply.timings(), toReply(reply));
    }

    private SignOnReply toReply(SignOnReplied reply) {
        RequestId requestId = reply.requestId();
        Jwe tokens = reply.tokens();
        Instant expiresAt = reply.expiresAt();
        TenantId tenantId = reply.tenantId();
        AuthServiceId authServiceId = reply.authServiceId();
        ClientId clientId = reply.clientId();
        if (tokens == null || expiresAt == null || tenantId == null || authServiceId == null || clientId == null) {
            return new Refused(requestId, reply.outcome(), reply.reason(), Optional.ofNullable(reply.detail()));
        }
        Binding binding = Binding.toRequest(requestId, tenantId, authServiceId);
        return envelope.open(tokens, Purpose.SIGNED_ON, binding).fold(new OpenResult.Cases<>() {
            @Override
            public SignOnReply opened(OpenResult.Opened opened) {
                return signedOn(requestId, clientId, opened.content(), expiresAt);
            }

            @Override
            public SignOnReply refused(OpenResult.Refused refused) {
                return unavailable(requestId, ClientReason.UNREADABLE_REPLY);
            }
        });
    }

    private SignOnReply signedOn(RequestId requestId, ClientId clientId, Secret content, Instant expiresAt) {
        SignedOnTokens tokens;
        try {
            tokens = SignedOnTokens.read(content);
        } catch (IllegalArgumentException notAsDescribed) {
            return unavailable(requestId, ClientReason.UNREADABLE_REPLY);
        }
        return new SignedOn(requestId, clientId, tokens.accessToken(), tokens.refreshToken(), expiresAt);
    }

    @Override
    public SignOnReply noReply(RequestId requestId) {
        return new Declined(requestId, Outcome.EXPIRED, ClientReason.NO_REPLY.code(), Optional.empty());
    }

    @Override
    public SignOnReply unavailable(RequestId requestId, ClientReason reason) {
        return new Declined(requestId, Outcome.UNAVAILABLE, reason.code(), Optional.of(DeclinedReplies.RETRY_AFTER));
    }
}
