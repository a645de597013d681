package org.sessiontoken.kafka.topics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AclOperation;
import org.junit.jupiter.api.Test;

class ObservedTopicTest {

    private static ObservedTopic allowing(AclOperation... operations) {
        return new ObservedTopic(Uuid.randomUuid(), 1, Set.of(0), Set.of(operations), 1);
    }

    @Test
    void refusesWhatKafkaDoesNotListAmongTheRights() {
        assertThat(allowing(AclOperation.DESCRIBE, AclOperation.READ).refuses(AclOperation.WRITE))
                .isTrue();
        assertThat(allowing(AclOperation.WRITE).refuses(AclOperation.WRITE)).isFalse();
        assertThat(allowing(AclOperation.ALL).refuses(AclOperation.WRITE)).isFalse();
    }

    @Test
    void refusesNothingWhereKafkaDoesNotTellOfRights() {
        assertThat(allowing().refuses(AclOperation.WRITE)).isFalse();
    }
}
