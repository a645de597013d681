package org.sessiontoken.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.MemberAssignment;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.sessiontoken.event.ConsumerClientId;
import org.sessiontoken.event.Topics;

class PartitionOwnersTest {

    private static final String A = "broker-1.aaaaaaaa";
    private static final String A_0 = ConsumerClientId.of("broker-1", "aaaaaaaa", 0);
    private static final String A_1 = ConsumerClientId.of("broker-1", "aaaaaaaa", 1);
    private static final String B = "broker-1.bbbbbbbb";
    private static final String B_0 = ConsumerClientId.of("broker-1", "bbbbbbbb", 0);

    private final PartitionOwners owners = new PartitionOwners();

    @Test
    void areTheInstancesWithAllTheirConsumers() {
        assertThat(owners.of(group(member("m1", A_0, 0), member("m2", A_1, 1), member("m3", B_0, 2, 3))))
                .as("two processes of the same name are two instances")
                .containsOnly(entry(0, A), entry(1, A), entry(2, B), entry(3, B));
    }

    @Test
    void areTheConsumersThemselvesIfTheirClientIdsTellNoInstance() {
        assertThat(owners.of(group(member("m1", "consumer-1", 0), member("m2", "consumer-1", 1))))
                .containsOnly(entry(0, "m1"), entry(1, "m2"));
    }

    @Test
    void stayDuringARebalanceInWhichKafkaTellsNoAssignment() {
        owners.of(group(member("m1", A_0, 0), member("m3", B_0, 1)));

        assertThat(owners.of(group(member("m1", A_0), member("m3", B_0)))).containsOnly(entry(0, A), entry(1, B));
    }

    @Test
    void areNotThoseThatHaveLeftTheGroup() {
        owners.of(group(member("m1", A_0, 0), member("m3", B_0, 1)));

        assertThat(owners.of(group(member("m3", B_0)))).containsOnly(entry(1, B));
        assertThat(owners.of(group())).isEmpty();
    }

    @Test
    void areNotThoseThatHavePartitionsOfAnotherTopicOnly() {
        MemberDescription other = describe("m1", A_0, Set.of(new TopicPartition("other", 0)));

        assertThat(owners.of(group(other, member("m3", B_0, 1)))).containsOnly(entry(1, B));
    }

    private static Map.Entry<Integer, String> entry(int partition, String owner) {
        return Map.entry(partition, owner);
    }

    private static MemberDescription member(String id, String clientId, int... partitions) {
        return describe(
                id,
                clientId,
                IntStream.of(partitions)
                        .mapToObj(number -> new TopicPartition(Topics.REQUESTS, number))
                        .collect(Collectors.toSet()));
    }

    private static MemberDescription describe(String id, String clientId, Set<TopicPartition> partitions) {
        return new MemberDescription(
                id,
                Optional.empty(),
                clientId,
                "/10.0.0.1",
                new MemberAssignment(partitions),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static ConsumerGroupDescription group(MemberDescription... members) {
        return new ConsumerGroupDescription(
                FakeAdmin.GROUP,
                false,
                List.of(members),
                "cooperative-sticky",
                GroupType.CLASSIC,
                GroupState.STABLE,
                Node.noNode(),
                Set.of(),
                Optional.empty(),
                Optional.empty());
    }
}
