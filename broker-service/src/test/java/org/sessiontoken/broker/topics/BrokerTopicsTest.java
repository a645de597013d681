package org.sessiontoken.broker.topics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.sessiontoken.event.Topics;
import org.sessiontoken.value.RequestorName;

class BrokerTopicsTest {

    private static final RequestorName ADAPTER = new RequestorName("http-adapter");
    private static final RequestorName BILLING = new RequestorName("billing");
    private static final String ADAPTERS = Topics.repliesTo(ADAPTER);
    private static final String BILLINGS = Topics.repliesTo(BILLING);

    @Test
    void areAllTopicsThatTheBrokerUsesWithPartitionsWhereOrderMayBeSplit() {
        Map<String, NewTopic> topics = topics(3);

        assertThat(topics)
                .containsOnlyKeys(
                        Topics.REQUESTS,
                        ADAPTERS,
                        BILLINGS,
                        Topics.DEAD_LETTERS,
                        Topics.BREAKERS,
                        Topics.FAILURES,
                        Topics.ACCESSES,
                        Topics.AUTH_SERVICES);
        assertThat(topics.values())
                .allSatisfy(topic -> assertThat(topic.replicationFactor()).isEqualTo((short) 3));
        assertThat(topics.values())
                .filteredOn(topic -> topic.numPartitions() == 7)
                .extracting(NewTopic::name)
                .containsExactlyInAnyOrder(Topics.REQUESTS, ADAPTERS, BILLINGS);
        assertThat(topics.values())
                .filteredOn(topic -> topic.numPartitions() == 1)
                .hasSize(5);
    }

    @Test
    void keepAnAcknowledgedEventWhenOneOfThreeReplicasIsLost() {
        assertThat(topics(3).values())
                .allSatisfy(topic -> assertThat(topic.configs())
                        .containsEntry("min.insync.replicas", "2")
                        .containsEntry("unclean.leader.election.enable", "false"));
    }

    @Test
    void canBeWrittenWithFewerReplicasAsLongAsOneIsThere() {
        assertThat(topics(2).values())
                .allSatisfy(topic -> assertThat(topic.configs())
                        .doesNotContainKey("min.insync.replicas")
                        .containsEntry("unclean.leader.election.enable", "false"));
    }

    @Test
    void takeTheTimeOfRequestsAndRepliesFromKafka() {
        Map<String, NewTopic> topics = topics(1);

        assertThat(settings(topics, Topics.REQUESTS)).containsEntry("message.timestamp.type", "LogAppendTime");
        assertThat(settings(topics, ADAPTERS)).containsEntry("message.timestamp.type", "LogAppendTime");
        assertThat(settings(topics, BILLINGS)).containsEntry("message.timestamp.type", "LogAppendTime");
    }

    @Test
    void areKeptAsConfigured() {
        Map<String, NewTopic> topics = topics(1);

        assertThat(settings(topics, Topics.REQUESTS))
                .containsEntry("cleanup.policy", "delete")
                .containsEntry("retention.ms", "14400000");
        for (String topic : new String[] {ADAPTERS, BILLINGS, Topics.DEAD_LETTERS, Topics.BREAKERS, Topics.ACCESSES}) {
            assertThat(settings(topics, topic))
                    .containsEntry("cleanup.policy", "delete")
                    .containsEntry("retention.ms", "2592000000");
        }
        assertThat(settings(topics, Topics.FAILURES))
                .containsEntry("cleanup.policy", "delete")
                .containsEntry("retention.ms", "3600000")
                .containsEntry("segment.ms", "600000")
                .containsEntry("message.timestamp.type", "LogAppendTime");
        assertThat(settings(topics, Topics.AUTH_SERVICES))
                .containsEntry("cleanup.policy", "compact")
                .doesNotContainKey("retention.ms");
    }

    private static Map<String, String> settings(Map<String, NewTopic> topics, String name) {
        return Objects.requireNonNull(topics.get(name)).configs();
    }

    private static Map<String, NewTopic> topics(int replicas) {
        return new BrokerTopics(
                        new TopicProperties(7, (short) replicas, Duration.ofHours(4), Duration.ofDays(30)),
                        Set.of(ADAPTER, BILLING),
                        false)
                .all().stream().collect(Collectors.toMap(NewTopic::name, Function.identity()));
    }
}
