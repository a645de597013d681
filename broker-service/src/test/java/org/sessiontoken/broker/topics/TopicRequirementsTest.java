package org.sessiontoken.broker.topics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.sessiontoken.event.Topics;
import org.sessiontoken.kafka.topics.TopicSettings;
import org.sessiontoken.value.RequestorName;

class TopicRequirementsTest {

    private static final List<Integer> THREE_NODES = List.of(1, 2, 3);
    private static final Map<String, String> DEFAULTS = Map.of(
            "min.insync.replicas", "1",
            "unclean.leader.election.enable", "false",
            "max.message.bytes", "1048588",
            "cleanup.policy", "delete",
            "retention.ms", "604800000",
            "retention.bytes", "-1",
            "message.timestamp.type", "CreateTime");

    private final TopicRequirements requirements = new TopicRequirements(
            Duration.ofSeconds(90), Duration.ofDays(30), new MendingCommands("kafka-1:9092,kafka-2:9092"));

    /** Otherwise the broker would refuse its own topics. */
    @Test
    void areMetByTheTopicsThatTheBrokerCreates() {
        BrokerTopics topics = new BrokerTopics(
                new TopicProperties(4, null, Duration.ofHours(4), Duration.ofDays(30)),
                Set.of(new RequestorName("http-adapter")),
                false);

        for (NewTopic topic : topics.all()) {
            Map<String, String> settings = new HashMap<>(DEFAULTS);
            settings.putAll(topic.configs());
            assertThat(requirements.unmet(topic)).isEmpty();
            assertThat(requirements.unmet(
                            topic.name(),
                            Objects.requireNonNull(topics.uses().get(topic.name())),
                            stored(topic.replicationFactor(), settings),
                            THREE_NODES))
                    .isEmpty();
        }
        assertThat(topics.uses())
                .containsOnlyKeys(topics.all().stream().map(NewTopic::name).toList());
    }

    @ParameterizedTest
    @CsvSource({
        // use, setting, value, and what it must be: nothing if the value is right
        "REQUESTS,  min.insync.replicas,            1,            2",
        "REQUESTS,  min.insync.replicas,            2,",
        "REQUESTS,  min.insync.replicas,            3,            2",
        "CATALOGUE, min.insync.replicas,            1,            2",
        "REPLIES,   unclean.leader.election.enable, true,         false",
        "EVENTS,    unclean.leader.election.enable, true,         false",
        "EVENTS,    max.message.bytes,              524287,       at least 524288",
        "REQUESTS,  max.message.bytes,              524288,",
        "REQUESTS,  cleanup.policy,                 'compact,delete', delete",
        "REPLIES,   cleanup.policy,                 compact,      delete",
        "CATALOGUE, cleanup.policy,                 delete,       compact",
        "CATALOGUE, cleanup.policy,                 'compact,delete', compact",
        "REQUESTS,  retention.ms,                   89999,        'at least 90000, or -1'",
        "REQUESTS,  retention.ms,                   90000,",
        "REPLIES,   retention.ms,                   2591999999,   'at least 2592000000, or -1'",
        "REPLIES,   retention.ms,                   -1,",
        "EVENTS,    retention.ms,                   604800000,    'at least 2592000000, or -1'",
        "COUNTS,    retention.ms,                   3600000,",
        "COUNTS,    retention.ms,                   3599999,      'at least 3600000, or -1'",
        "COUNTS,    message.timestamp.type,         CreateTime,   LogAppendTime",
        "CATALOGUE, retention.ms,                   1,",
        "REPLIES,   retention.bytes,                1073741824,   -1",
        "REQUESTS,  message.timestamp.type,         CreateTime,   LogAppendTime",
        "REPLIES,   message.timestamp.type,         CreateTime,   LogAppendTime",
        "EVENTS,    message.timestamp.type,         CreateTime,",
    })
    void tellSettingsThatLoseEventsFromThoseThatKeepThem(TopicUse use, String setting, String value, String required) {
        Map<String, String> settings = new HashMap<>(good(use));
        settings.put(setting, value);

        List<UnsafeSetting> unmet = requirements.unmet("a-topic", use, stored(3, settings), THREE_NODES);

        if (required == null) {
            assertThat(unmet).isEmpty();
        } else {
            assertThat(unmet).singleElement().satisfies(unsafe -> {
                assertThat(unsafe.setting()).isEqualTo(setting);
                assertThat(unsafe.actual()).isEqualTo(value);
                assertThat(unsafe.required()).isEqualTo(required);
            });
        }
    }

    @Test
    void nameTheCommandThatMendsASetting() {
        Map<String, String> settings = new HashMap<>(good(TopicUse.REQUESTS));
        settings.put("min.insync.replicas", "1");

        assertThat(requirements.unmet(Topics.REQUESTS, TopicUse.REQUESTS, stored(3, settings), THREE_NODES))
                .singleElement()
                .hasToString("ags.session-token.requests has min.insync.replicas=1, and must have 2. Mend it by:"
                        + " kafka-configs.sh --bootstrap-server kafka-1:9092,kafka-2:9092 --alter --entity-type topics"
                        + " --entity-name ags.session-token.requests --add-config min.insync.replicas=2");
    }

    /** In this order: with one replica, a minimum of two would stop all writes. */
    @Test
    void askForReplicasBeforeTheyMustBeInSync() {
        assertThat(requirements.unmet("a-topic", TopicUse.EVENTS, stored(1, DEFAULTS), THREE_NODES))
                .extracting(UnsafeSetting::setting)
                .containsExactly("replicas", "min.insync.replicas", "retention.ms");
    }

    @Test
    void nameTheCommandThatAddsReplicasAndLeavesThoseThatThereAre() {
        TopicSettings topic = new TopicSettings(List.of(List.of(2), List.of(3, 1), List.of(1, 2, 3)), DEFAULTS);

        assertThat(requirements
                        .unmet("a-topic", TopicUse.REQUESTS, topic, THREE_NODES)
                        .get(0)
                        .command())
                .isEqualTo("echo '{\"version\":1,\"partitions\":["
                        + "{\"topic\":\"a-topic\",\"partition\":0,\"replicas\":[2,1,3]},"
                        + "{\"topic\":\"a-topic\",\"partition\":1,\"replicas\":[3,1,2]},"
                        + "{\"topic\":\"a-topic\",\"partition\":2,\"replicas\":[1,2,3]}]}' > replicas.json"
                        + " && kafka-reassign-partitions.sh --bootstrap-server kafka-1:9092,kafka-2:9092"
                        + " --reassignment-json-file replicas.json --execute");
    }

    @Test
    void askForNodesWhereThereAreTooFewForTheReplicas() {
        assertThat(requirements
                        .unmet("a-topic", TopicUse.REQUESTS, stored(1, DEFAULTS), List.of(1))
                        .get(0)
                        .command())
                .startsWith("add nodes to the cluster, which has 1 of the 3 that are needed");
    }

    @ParameterizedTest
    @EnumSource(TopicUse.class)
    void haveNoOpinionOfSettingsThatKafkaDoesNotTell(TopicUse use) {
        assertThat(requirements.unmet("a-topic", use, stored(3, Map.of()), THREE_NODES))
                .isEmpty();
    }

    private static Map<String, String> good(TopicUse use) {
        Map<String, String> settings = new HashMap<>(DEFAULTS);
        settings.put("min.insync.replicas", "2");
        settings.put("message.timestamp.type", "LogAppendTime");
        settings.put("retention.ms", "2592000000");
        settings.put("cleanup.policy", use == TopicUse.CATALOGUE ? "compact" : "delete");
        return settings;
    }

    private static TopicSettings stored(int replicas, Map<String, String> settings) {
        return new TopicSettings(Collections.nCopies(4, THREE_NODES.subList(0, replicas)), settings);
    }
}
