package org.sessiontoken.broker.topics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sessiontoken.answering.topics.NeededTopics;
import org.sessiontoken.answering.topics.Requirement;
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

    /** Otherwise the broker would refuse its own topics. */
    @Test
    void fulfilWhatTheBrokerNeedsOfThem() {
        assertThat(needed(3).all())
                .allSatisfy(topic -> assertThat(topic.requirements()).allSatisfy(requirement -> {
                    String made = topic.creation().configs().get(requirement.setting());
                    assertThat(made == null || requirement.holds().test(made))
                            .as(topic.name() + " " + requirement.setting())
                            .isTrue();
                }));
    }

    @ParameterizedTest
    @CsvSource({
        // topic, setting, value, and what it must be: nothing if the value is right
        "ags.session-token.requests,             cleanup.policy,         'compact,delete', delete",
        "ags.session-token.requests,             retention.ms,           89999,        'at least 90000, or -1'",
        "ags.session-token.requests,             retention.ms,           90000,",
        "ags.session-token.requests,             message.timestamp.type, CreateTime,   LogAppendTime",
        "ags.session-token.replies.billing,      cleanup.policy,         compact,      delete",
        "ags.session-token.replies.billing,      retention.ms,           2591999999,   'at least 2592000000, or -1'",
        "ags.session-token.replies.billing,      retention.ms,           -1,",
        "ags.session-token.replies.billing,      retention.bytes,        1073741824,   -1",
        "ags.session-token.replies.billing,      message.timestamp.type, CreateTime,   LogAppendTime",
        "ags.session-token.dead-letters,         retention.ms,           604800000,    'at least 2592000000, or -1'",
        "ags.session-token.dead-letters,         message.timestamp.type, CreateTime,",
        "ags.credential-failures,                retention.ms,           3600000,",
        "ags.credential-failures,                retention.ms,           3599999,      'at least 3600000, or -1'",
        "ags.credential-failures,                message.timestamp.type, CreateTime,   LogAppendTime",
        "ags.auth-services,                      cleanup.policy,         delete,       compact",
        "ags.auth-services,                      retention.ms,           1,",
    })
    void haveToBeKeptAndTimedAsTheirUseNeeds(String name, String setting, String value, String required) {
        assertThat(needed(3).all())
                .filteredOn(topic -> topic.name().equals(name))
                .singleElement()
                .satisfies(topic -> assertThat(topic.requirements())
                        .filteredOn(requirement -> requirement.setting().equals(setting))
                        .filteredOn(requirement -> !requirement.holds().test(value))
                        .extracting(Requirement::words)
                        .isEqualTo(required == null ? List.of() : List.of(required)));
    }

    private static Map<String, String> settings(Map<String, NewTopic> topics, String name) {
        return Objects.requireNonNull(topics.get(name)).configs();
    }

    private static Map<String, NewTopic> topics(int replicas) {
        return needed(replicas).creations().stream().collect(Collectors.toMap(NewTopic::name, Function.identity()));
    }

    private static NeededTopics needed(int replicas) {
        return new BrokerTopics(
                        new TopicProperties(7, (short) replicas, Duration.ofHours(4), Duration.ofDays(30)),
                        Duration.ofSeconds(90),
                        Set.of(ADAPTER, BILLING),
                        false)
                .needed();
    }
}
