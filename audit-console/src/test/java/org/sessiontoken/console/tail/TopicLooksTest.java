package org.sessiontoken.console.tail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AclOperation;
import org.junit.jupiter.api.Test;
import org.sessiontoken.event.Topics;
import org.sessiontoken.kafka.topics.ObservedTopic;

class TopicLooksTest {

    private static final String BILLING = Topics.REPLIES_PREFIX + "billing";
    private static final String ADAPTER = Topics.REPLIES_PREFIX + "http-adapter";

    private static ObservedTopic topic(AclOperation... allowed) {
        return new ObservedTopic(Uuid.randomUuid(), 1, Set.of(0), Set.of(allowed), 1);
    }

    @Test
    void passOverAReplyTopicThatMayNotBeReadSinceAllReadingWouldFail() {
        assertThat(TopicLooks.readable(Map.of(
                        Topics.REQUESTS,
                        topic(AclOperation.READ),
                        ADAPTER,
                        topic(AclOperation.READ, AclOperation.DESCRIBE),
                        BILLING,
                        topic(AclOperation.DESCRIBE))))
                .containsOnlyKeys(Topics.REQUESTS, ADAPTER);
    }

    /** Nothing could be shown without it, and the failure says why. */
    @Test
    void keepTheTopicOfRequestsWhateverTheRights() {
        assertThat(TopicLooks.readable(Map.of(Topics.REQUESTS, topic(AclOperation.DESCRIBE))))
                .containsOnlyKeys(Topics.REQUESTS);
    }

    @Test
    void keepAllWhereKafkaTellsNoRights() {
        assertThat(TopicLooks.readable(Map.of(BILLING, topic()))).containsOnlyKeys(BILLING);
    }
}
