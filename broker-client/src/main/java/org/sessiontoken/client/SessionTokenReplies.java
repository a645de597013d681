package org.sessiontoken.client;

import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.sessiontoken.client.SessionTokenReply.Declined;
import org.sessiontoken.client.SessionTokenReply.Issued;
import org.sessiontoken.event.ReplyCodec;
import org.sessiontoken.event.SessionTokenReplied;
import org.sessiontoken.event.SignOnReplyCodec;
import org.sessiontoken.sealing.Binding;
import org.sessiontoken.sealing.Envelope;
import org.sessiontoken.sealing.OpenResult;
import org.sessiontoken.sealing.Purpose;
import org.sessiontoken.value.AuthServiceId;
import org.sessiontoken.value.Jwe;
import org.sessiontoken.value.RequestId;
import org.sessiontoken.value.TenantId;

/** Replies to requests for session tokens. */
final class SessionTokenReplies implements ReplyKind<SessionTokenReply> {

    private final Envelope envelope;

    SessionTokenReplies(Envelope envelope) {
        this.envelope = envelope;
    }

    @Override
    public boolean isOther(Headers headers) {
        return SignOnReplyCodec.isReply(headers);
    }

    @Override
    public Answer<SessionTokenReply> read(ConsumerRecord<byte[], byte[]> record) {
        SessionTokenReplied reply = ReplyCodec.read(record).reply();
        return new Answer<>(reply.requestId(), reply.attempt(), reply.timings(), toReply(reply));
    }

    private SessionTokenReply toReply(SessionTokenReplied reply) {
        RequestId requestId = reply.requestId();
        Jwe token = reply.sessionToken();
        Instant expiresAt = reply.expiresAt();
        TenantId tenantId = reply.tenantId();
        AuthServiceId authServiceId = reply.authServiceId();
        if (token == null || expiresAt == null || tenantId == null || authServiceId == null) {
            return new Declined(
                    requestId,
                    reply.outcome(),
                    reply.reason(),
                    Optional.ofNullable(reply.detail()),
                    Optional.ofNullable(reply.retryAfter()));
        }
        Binding binding = Binding.toRequest(requestId, tenantId, authServiceId);
        return envelope.open(token, Purpose.SESSION_TOKEN, binding).fold(new OpenResult.Cases<>() {
            @Override
            public SessionTokenReply opened(OpenResult.Opened opened) {
                return new Issued(requestId, opened.content(), expiresAt);
            }

            @Override
            public SessionTokenReply refused(OpenResult.Refused refused) {
                return unavailable(requestId, ClientReason.UNREADABLE_REPLY);
            }
        });
    }

    @Override
    public SessionTokenReply noReply(RequestId requestId) {
        return DeclinedReplies.noReply(requestId);
    }

    @Override
    public SessionTokenReply unavailable(RequestId requestId, ClientReason reason) {
        return DeclinedReplies.unavailable(requestId, reason);
    }
}
