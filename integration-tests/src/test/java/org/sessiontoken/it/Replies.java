package org.sessiontoken.it;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.sessiontoken.event.ReplyCodec;
import org.sessiontoken.event.SessionTokenReplied;
import org.sessiontoken.event.Topics;
import org.sessiontoken.value.RequestId;

/** The replies on their topic, in the order in which they were written. */
record Replies(TopicReader topics) {

    /** Waits until these requests have so many replies each, or more of them together. */
    List<SessionTokenReplied> await(Collection<RequestId> requests, int each) {
        Set<RequestId> wanted = Set.copyOf(requests);
        return topics
                .await(
                        Topics.REPLIES,
                        wanted.size() * each,
                        record -> wanted.contains(read(record).requestId()))
                .stream()
                .map(Replies::read)
                .toList();
    }

    /** The replies to these requests that are there now. */
    List<SessionTokenReplied> now(Collection<RequestId> requests) {
        return topics.read(Topics.REPLIES).stream()
                .map(Replies::read)
                .filter(reply -> requests.contains(reply.requestId()))
                .toList();
    }

    private static SessionTokenReplied read(ConsumerRecord<byte[], byte[]> record) {
        return ReplyCodec.read(record).reply();
    }
}
