package org.sessiontoken.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.kafka.KafkaClusterSpec;
import io.strimzi.api.kafka.model.nodepool.KafkaNodePool;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.user.KafkaUser;
import io.strimzi.api.kafka.model.user.KafkaUserAuthorizationSimple;
import io.strimzi.api.kafka.model.user.acl.AclRule;
import io.strimzi.api.kafka.model.user.acl.AclRuleGroupResource;
import io.strimzi.api.kafka.model.user.acl.AclRuleTopicResource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.sessiontoken.event.Topics;
import org.sessiontoken.value.RequestorName;

/** The Kafka of the manifests: as the manual advises, with the topics of the broker and the rights of the table. */
class StrimziManifestsTest {

    private static final Pattern ADVICE = Pattern.compile("(?m)^\\| `([a-z.]+)` \\| (\\d+) \\| ");
    private static final Pattern RIGHT =
            Pattern.compile("(?m)^\\| ([a-z ,]+?) \\| ((?:`[A-Z_]+`(?:, )?)+) \\| (.+) \\|$");
    private static final RequestorName ADAPTER = new RequestorName("http-adapter");
    /** By the words of the manual's table, whose rights a user has. */
    private static final Map<String, Set<String>> HOLDERS = Map.of(
            "http-adapter", Set.of("each requestor, such as the adapter", "the adapter"),
            "broker", Set.of("the broker"),
            "console", Set.of("the console"));

    static List<String> users() {
        return Manifests.all(KafkaUser.class).stream()
                .map(user -> user.getMetadata().getName())
                .toList();
    }

    /** The pods that Kafka's listener lets in. */
    static Set<String> letIn() {
        return kafka().getListeners().stream()
                .flatMap(listener -> listener.getNetworkPolicyPeers().stream())
                .flatMap(peer -> peer.getPodSelector().getMatchExpressions().stream())
                .flatMap(expression -> expression.getValues().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static KafkaClusterSpec kafka() {
        return Manifests.all(Kafka.class).get(0).getSpec().getKafka();
    }

    @Test
    void takesConnectionsWithACertificateAlone() {
        assertThat(kafka().getListeners()).singleElement().satisfies(listener -> {
            assertThat(listener.isTls()).isTrue();
            assertThat(listener.getAuth().getType()).isEqualTo("tls");
        });
        assertThat(kafka().getAuthorization().getType()).isEqualTo("simple");
        assertThat(Manifests.all(KafkaUser.class))
                .allSatisfy(user ->
                        assertThat(user.getSpec().getAuthentication().getType()).isEqualTo("tls"));
    }

    @Test
    void hasTheSettingsThatTheManualAdvisesAndNoneThatStrimziPassesOver() {
        Map<String, Object> settings = kafka().getConfig();
        assertThat(settings.keySet()).noneMatch(StrimziManifestsTest::isForbidden);
        List<String> missing = ADVICE.matcher(SourceTree.text("docs/manual/kafka.md"))
                .results()
                .filter(row -> !row.group(2).equals(String.valueOf(settings.get(row.group(1)))))
                .map(row -> row.group(1))
                .toList();
        assertThat(missing)
                .containsExactly("controller.quorum.request.timeout.ms")
                .allMatch(StrimziManifestsTest::isForbidden);
        assertThat(settings).containsEntry("min.insync.replicas", 2).containsEntry("auto.create.topics.enable", false);
        assertThat(Manifests.all(KafkaNodePool.class))
                .extracting(pool -> pool.getSpec().getReplicas())
                .containsExactly(3);
    }

    private static boolean isForbidden(String setting) {
        return words(KafkaClusterSpec.FORBIDDEN_PREFIXES).anyMatch(setting::startsWith)
                && words(KafkaClusterSpec.FORBIDDEN_PREFIX_EXCEPTIONS).noneMatch(setting::equals);
    }

    private static Stream<String> words(String list) {
        return Stream.of(list.split(", *"));
    }

    @Test
    void hasTheTopicsOfTheBroker() {
        List<KafkaTopic> topics = Manifests.all(KafkaTopic.class);
        assertThat(topics)
                .extracting(topic -> topic.getMetadata().getName())
                .containsExactlyInAnyOrder(
                        Topics.REQUESTS,
                        Topics.repliesTo(ADAPTER),
                        Topics.DEAD_LETTERS,
                        Topics.BREAKERS,
                        Topics.ACCESSES,
                        Topics.FAILURES,
                        Topics.AUTH_SERVICES);
        assertThat(topics).allSatisfy(topic -> {
            String name = topic.getMetadata().getName();
            assertThat(topic.getSpec().getReplicas()).isEqualTo(3);
            assertThat(topic.getSpec().getPartitions())
                    .isEqualTo(
                            Set.of(Topics.REQUESTS, Topics.repliesTo(ADAPTER)).contains(name) ? 12 : 1);
            assertThat(topic.getSpec().getConfig())
                    .containsEntry("min.insync.replicas", 2)
                    .containsEntry("unclean.leader.election.enable", false)
                    .containsEntry("cleanup.policy", name.equals(Topics.AUTH_SERVICES) ? "compact" : "delete");
            if (Set.of(Topics.REQUESTS, Topics.repliesTo(ADAPTER), Topics.FAILURES, Topics.ACCESSES)
                    .contains(name)) {
                assertThat(topic.getSpec().getConfig()).containsEntry("message.timestamp.type", "LogAppendTime");
            }
        });
    }

    @Test
    void givesEachUserTheRightsOfTheManual() {
        assertThat(users()).containsExactlyInAnyOrderElementsOf(HOLDERS.keySet());
        assertThat(Manifests.all(KafkaUser.class))
                .allSatisfy(user -> assertThat(rights(user))
                        .isEqualTo(rightsOfTheManual(user.getMetadata().getName())));
    }

    private static Set<String> rights(KafkaUser user) {
        KafkaUserAuthorizationSimple simple =
                (KafkaUserAuthorizationSimple) user.getSpec().getAuthorization();
        return simple.getAcls().stream()
                .flatMap(rule -> rule.getOperations().stream()
                        .map(operation -> upperCase(String.valueOf(operation.toValue())) + " " + on(rule)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String on(AclRule rule) {
        if (rule.getResource() instanceof AclRuleTopicResource topic) {
            return "topic " + topic.getPatternType().toValue() + " " + topic.getName();
        }
        AclRuleGroupResource group = (AclRuleGroupResource) rule.getResource();
        return "group " + group.getPatternType().toValue() + " " + group.getName();
    }

    private static String upperCase(String camelCase) {
        return camelCase.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT);
    }

    private static Set<String> rightsOfTheManual(String user) {
        Set<String> holders = HOLDERS.getOrDefault(user, Set.of());
        return RIGHT.matcher(SourceTree.text("docs/manual/configuration.md"))
                .results()
                .filter(row -> holders.contains(row.group(1)))
                .flatMap(row -> Stream.of(row.group(2).split(", "))
                        .map(operation -> operation.replace("`", "") + " " + described(row.group(3), user)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Such as "topic prefix `a.`"; "prefix" alone is that of topics. */
    private static String described(String resource, String user) {
        Matcher words = Pattern.compile("(?:(topic|group) ?)?(prefix)? ?`(.+)`").matcher(resource);
        assertThat(words.matches()).as(resource).isTrue();
        String type = words.group(1) == null ? "topic" : words.group(1);
        String pattern = words.group(2) == null ? "literal" : "prefix";
        return type + " " + pattern + " " + words.group(3).replace("<requestor>", user);
    }
}
