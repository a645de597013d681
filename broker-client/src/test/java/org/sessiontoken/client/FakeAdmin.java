package org.sessiontoken.client;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsResult;
import org.apache.kafka.clients.admin.MemberAssignment;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.internals.KafkaFutureImpl;

/** Admin clients that describe one group as a test tells them. */
final class FakeAdmin implements Supplier<Admin> {

    static final String GROUP = "session-token-broker";

    private final AtomicInteger created = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();
    private volatile KafkaFuture<ConsumerGroupDescription> answer = new KafkaFutureImpl<>();

    void answersWithMembers(int members) {
        MemberDescription member = new MemberDescription("m", "c", "h", new MemberAssignment(Set.of()));
        answer = KafkaFuture.completedFuture(new ConsumerGroupDescription(
                GROUP,
                false,
                java.util.Collections.nCopies(members, member),
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
