package org.sessiontoken.client;

import java.lang.reflect.Proxy;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsResult;
import org.apache.kafka.clients.admin.DescribeTopicsResult;
import org.apache.kafka.clients.admin.MemberAssignment;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.internals.KafkaFutureImpl;
import org.sessiontoken.event.Topics;
import org.sessiontoken.kafka.topics.ObservedTopic;

/** Admin clients that describe one group, and topics with one partition each, as a test tells them. */
final class FakeAdmin implements Supplier<Admin> {

    static final String GROUP = "session-token-broker";

    private final AtomicInteger created = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();
    private volatile KafkaFuture<ConsumerGroupDescription> answer = new KafkaFutureImpl<>();
    private final Set<String> described = ConcurrentHashMap.newKeySet();
    private final Map<String, ObservedTopic> topics = new ConcurrentHashMap<>(
            Map.of(Topics.REQUESTS, Samples.observed(1), Samples.REPLY_TOPIC, Samples.observed(1)));

    void answersWithMembers(int members) {
        answersWith(IntStream.range(0, members)
                .mapToObj(number -> member("m" + number, Set.of()))
                .toList());
    }

    /** A group of which each member has one partition of the request topic: its number. */
    void answersWithOwners(List<String> members) {
        answersWith(IntStream.range(0, members.size())
                .mapToObj(number -> member(members.get(number), Set.of(new TopicPartition(Topics.REQUESTS, number))))
                .toList());
    }

    private static MemberDescription member(String id, Set<TopicPartition> partitions) {
        return new MemberDescription(id, "c", "h", new MemberAssignment(partitions));
    }

    private void answersWith(List<MemberDescription> members) {
        answer = KafkaFuture.completedFuture(new ConsumerGroupDescription(
                GROUP,
                false,
                members,
                "range",
                GroupType.CLASSIC,
                GroupState.STABLE,
                Node.noNode(),
                Set.of(),
                Optional.empty(),
                Optional.empty()));
    }

    void failsWith(Throwable failure) {
        KafkaFutureImpl<ConsumerGroupDescription> failed = new KafkaFutureImpl<>();
        failed.completeExceptionally(failure);
        answer = failed;
    }

    void hasTopic(String name, ObservedTopic topic) {
        topics.put(name, topic);
    }

    void hasNoTopic(String name) {
        topics.remove(name);
    }

    /** The names of all topics that somebody has asked about. */
    Set<String> described() {
        return Set.copyOf(described);
    }

    private DescribeTopicsResult describe(Collection<?> names) {
        names.forEach(name -> described.add((String) name));
        Map<String, KafkaFuture<TopicDescription>> answers = new HashMap<>();
        names.forEach(name -> answers.put((String) name, describe((String) name)));
        return new DescribeTopicsResult(null, answers) {};
    }

    private KafkaFuture<TopicDescription> describe(String name) {
        ObservedTopic topic = topics.get(name);
        if (topic == null) {
            KafkaFutureImpl<TopicDescription> missing = new KafkaFutureImpl<>();
            missing.completeExceptionally(new UnknownTopicOrPartitionException("no such topic"));
            return missing;
        }
        Node node = new Node(1, "kafka", 9092);
        List<TopicPartitionInfo> partitions = IntStream.range(0, topic.partitions())
                .mapToObj(each -> new TopicPartitionInfo(
                        each, topic.available().contains(each) ? node : null, List.of(node), List.of(node)))
                .toList();
        return KafkaFuture.completedFuture(new TopicDescription(name, false, partitions, topic.allowed(), topic.id()));
    }

    int created() {
        return created.get();
    }

    int closed() {
        return closed.get();
    }

    @Override
    public Admin get() {
        created.incrementAndGet();
        return (Admin) Proxy.newProxyInstance(
                Admin.class.getClassLoader(), new Class<?>[] {Admin.class}, (proxy, method, arguments) -> {
                    switch (method.getName()) {
                        case "describeTopics" -> {
                            return describe((Collection<?>) arguments[0]);
                        }
                        case "describeConsumerGroups" -> {
                            return new DescribeConsumerGroupsResult(Map.of(GROUP, answer));
                        }
                        case "close" -> {
                            closed.incrementAndGet();
                            // As the real one: what is waited for fails.
                            ((KafkaFutureImpl<?>) answer)
                                    .completeExceptionally(
                                            new org.apache.kafka.common.errors.TimeoutException("closed"));
                            return null;
                        }
                        default ->
                            throw new AssertionError(method + List.of(arguments).toString());
                    }
                });
    }
}
