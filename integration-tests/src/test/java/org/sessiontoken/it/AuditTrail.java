package org.sessiontoken.it;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.sessiontoken.event.Outcome;
import org.sessiontoken.event.ReplyCodec;
import org.sessiontoken.event.SessionTokenReplied;
import org.sessiontoken.event.Topics;
import org.sessiontoken.value.Secret;
import org.sessiontoken.value.TokenHash;

/** What the reply topics say of the tokens that were issued, as an auditor reads it. */
final class AuditTrail {

    private final Map<TokenHash, String> accounts = new HashMap<>();

    AuditTrail(TopicReader topics) {
        for (ConsumerRecord<byte[], byte[]> record : topics.read(Topics.ALL_REPLIES)) {
            if (!Replies.isReply(record)) {
                continue;
            }
            SessionTokenReplied reply = ReplyCodec.read(record).reply();
            if (reply.outcome() == Outcome.ISSUED) {
                accounts.put(
                        Objects.requireNonNull(reply.tokenHash()),
                        Objects.requireNonNull(reply.accountId()).value());
            }
        }
    }

    String accountOf(String token) {
        return accounts.getOrDefault(TokenHash.of(Secret.ofText(token)), "nobody");
    }
}
