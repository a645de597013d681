package org.sessiontoken.adapter.discovery;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsResult;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.internals.KafkaFutureImpl;
import org.sessiontoken.event.Topics;

/** Admin clients that describe the catalogue's topic as a test tells them. */
final class FakeAdmin implements Supplier<Admin> {

    private static final Node NODE = new Node(1, "kafka", 9092);

    private volatile KafkaFuture<TopicDescription> answer = described(Uuid.randomUuid(), 1);

    /** The topic is created again, with this number of partitions. */
    void hasAnotherTopic(int partitions) {
        answer = described(Uuid.randomUuid(), partitions);
    }

    void hasNoTopic() {
        failsWith(new UnknownTopicOrPartitionException("no such topic"));
    }

    void failsWith(Throwable failure) {
        KafkaFutureImpl<TopicDescription> failed = new KafkaFutureImpl<>();
        failed.completeExceptionally(failure);
        answer = failed;
    }

    private static KafkaFuture<TopicDescription> described(Uuid id, int partitions) {
        List<TopicPartitionInfo> all = IntStream.range(0, partitions)
                .mapToObj(each -> new TopicPartitionInfo(each, NODE, List.of(NODE), List.of(NODE)))
                .toList();
        return KafkaFuture.completedFuture(new TopicDescription(Topics.AUTH_SERVICES, false, all, Set.of(), id));
    }

    @Override
    public Admin get() {
        return (Admin) Proxy.newProxyInstance(
                Admin.class.getClassLoader(),
                new Class<?>[] {Admin.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "describeTopics" -> new Result(Map.of(Topics.AUTH_SERVICES, answer));
                    case "close" -> null;
                    default -> throw new AssertionError(method);
                });
    }

    private static final class Result extends DescribeTopicsResult {

        Result(Map<String, KafkaFuture<TopicDescription>> names) {
            super(null, names);
        }
    }
}
