package org.sessiontoken.answering.topics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.sessiontoken.kafka.topics.TopicSettings;

class TopicRequirementsTest {

    private static final List<Integer> THREE_NODES = List.of(1, 2, 3);
    private static final DurableTopics DURABLE = new DurableTopics((short) 3);
    private static final Map<String, String> DEFAULTS = Map.of(
            "min.insync.replicas", "1",
            "unclean.leader.election.enable", "false",
            "max.message.bytes", "1048588",
            "cleanup.policy", "delete",
            "retention.ms", "604800000",
            "retention.bytes", "-1",
            "message.timestamp.type", "CreateTime");

    private final TopicRequirements requirements = new TopicRequirements(
            new NeededTopics("program", "ags.program.copies", List.of()),
            new MendingCommands("program", "kafka-1:9092,kafka-2:9092"));

    /** What is needed of topics beyond what is needed of each. */
    private enum Kind {
        TIMED,
        RETAINED,
        COMPACTED;

        NeededTopic topic() {
            return switch (this) {
                case TIMED -> needed(DurableTopics.timedByKafka(retained()), List.of(Requirement.timedByKafka()));
                case RETAINED -> needed(retained(), Requirement.retained(Duration.ofDays(30)));
                case COMPACTED -> needed(DURABLE.compacted("a-topic", 4), List.of(Requirement.compacted()));
            };
        }

        private static NewTopic retained() {
            return DURABLE.retained("a-topic", 4, Duration.ofDays(30));
        }

        private static NeededTopic needed(NewTopic creation, List<Requirement> requirements) {
            return new NeededTopic(creation, requirements, Set.of());
        }

        /** As Kafka tells of a topic that was made so. */
        Map<String, String> made() {
            Map<String, String> settings = new HashMap<>(DEFAULTS);
            settings.putAll(topic().creation().configs());
            return settings;
        }
    }

    /** Otherwise a service would refuse its own topics. */
    @ParameterizedTest
    @EnumSource(Kind.class)
    void areMetByTopicsThatAreMadeDurable(Kind kind) {
        assertThat(requirements.unmet(kind.topic().creation())).isEmpty();
        assertThat(unmet(kind, stored(3, kind.made()))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        // kind of topic, setting, value, and what it must be: nothing if the value is right
        "RETAINED,  min.insync.replicas,            1,            2",
        "RETAINED,  min.insync.replicas,            2,",
        "RETAINED,  min.insync.replicas,            3,            2",
        "COMPACTED, min.insync.replicas,            1,            2",
        "TIMED,     unclean.leader.election.enable, true,         false",
        "RETAINED,  unclean.leader.election.enable, true,         false",
        "RETAINED,  max.message.bytes,              524287,       at least 524288",
        "TIMED,     max.message.bytes,              524288,",
        "RETAINED,  cleanup.policy,                 'compact,delete', delete",
        "RETAINED,  cleanup.policy,                 compact,      delete",
        "COMPACTED, cleanup.policy,                 delete,       compact",
        "COMPACTED, cleanup.policy,                 'compact,delete', compact",
        "RETAINED,  retention.ms,                   2591999999,   'at least 2592000000, or -1'",
        "RETAINED,  retention.ms,                   2592000000,",
        "RETAINED,  retention.ms,                   -1,",
        "COMPACTED, retention.ms,                   1,",
        "RETAINED,  retention.bytes,                1073741824,   -1",
        "TIMED,     message.timestamp.type,         CreateTime,   LogAppendTime",
        "RETAINED,  message.timestamp.type,         CreateTime,",
    })
    void tellSettingsThatLoseEventsFromThoseThatKeepThem(Kind kind, String setting, String value, String required) {
        Map<String, String> settings = kind.made();
        settings.put(setting, value);

        List<UnsafeSetting> unmet = unmet(kind, stored(3, settings));

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
        Map<String, String> settings = Kind.TIMED.made();
        settings.put("min.insync.replicas", "1");

        assertThat(unmet(Kind.TIMED, stored(3, settings)))
                .singleElement()
                .hasToString("a-topic has min.insync.replicas=1, and must have 2. Mend it by:"
                        + " kafka-configs.sh --bootstrap-server kafka-1:9092,kafka-2:9092 --alter --entity-type topics"
                        + " --entity-name a-topic --add-config min.insync.replicas=2");
    }

    /** In this order: with one replica, a minimum of two would stop all writes. */
    @Test
    void askForReplicasBeforeTheyMustBeInSync() {
        assertThat(unmet(Kind.RETAINED, stored(1, DEFAULTS)))
                .extracting(UnsafeSetting::setting)
                .containsExactly("replicas", "min.insync.replicas", "retention.ms");
    }

    @Test
    void nameTheCommandThatAddsReplicasAndLeavesThoseThatThereAre() {
        TopicSettings topic = new TopicSettings(List.of(List.of(2), List.of(3, 1), List.of(1, 2, 3)), DEFAULTS);

        assertThat(unmet(Kind.TIMED, topic).get(0).command())
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
                        .unmet(Kind.TIMED.topic(), stored(1, DEFAULTS), List.of(1))
                        .get(0)
                        .command())
                .isEqualTo(
                        "add nodes to the cluster, which has 1 of the 3 that are needed, and start the program again to"
                                + " get the next command");
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void haveNoOpinionOfSettingsThatKafkaDoesNotTell(Kind kind) {
        assertThat(unmet(kind, stored(3, Map.of()))).isEmpty();
    }

    private List<UnsafeSetting> unmet(Kind kind, TopicSettings actual) {
        return requirements.unmet(kind.topic(), actual, THREE_NODES);
    }

    private static TopicSettings stored(int replicas, Map<String, String> settings) {
        return new TopicSettings(Collections.nCopies(4, THREE_NODES.subList(0, replicas)), settings);
    }
}
