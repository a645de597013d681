package org.sessiontoken.it;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.sessiontoken.event.ReplyCodec;
import org.sessiontoken.event.SessionTokenReplied;
import org.sessiontoken.event.Topics;
import org.sessiontoken.value.RequestId;

/** The replies to all requestors, as audit reads them; those to one requestor are in the order in which they were written. */
record Replies(TopicReader topics) {

    /** Waits until these requests have so many replies each, or more of them together. */
    List<SessionTokenReplied> await(Collection<RequestId> requests, int each) {
        Set<RequestId> wanted = Set.copyOf(requests);
        return topics
                .await(
                        Topics.ALL_REPLIES,
                        wanted.size() * each,
                        record ->
                                isReply(record) && wanted.contains(read(record).requestId()))
                .stream()
                .map(Replies::read)
                .toList();
    }

    /** The replies to these requests that are there now. */
    List<SessionTokenReplied> now(Collection<RequestId> requests) {
        return topics.read(Topics.ALL_REPLIES).stream()
                .filter(Replies::isReply)
                .map(Replies::read)
                .filter(reply -> requests.contains(reply.requestId()))
                .toList();
    }

    /** Replies to attempts to sign on are on the same topics. */
    static boolean isReply(ConsumerRecord<byte[], byte[]> record) {
        return ReplyCodec.isReply(record.headers());
    }

    /** Whether a record is the reply to a request. */
    static boolean isTo(ConsumerRecord<byte[], byte[]> record, RequestId request) {
        return isReply(record) && read(record).requestId().equals(request);
    }

    private static SessionTokenReplied read(ConsumerRecord<byte[], byte[]> record) {
        return ReplyCodec.read(record).reply();
    }
}
