package org.sessiontoken.kafka.rights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sessiontoken.event.Topics;

class RightsTest {

    private static final Rights RIGHTS = Rights.ofThisVersion();

    @ParameterizedTest
    @EnumSource
    void areThereForEveryHolder(Holder holder) {
        assertThat(RIGHTS.of(holder)).isNotEmpty();
        assertThat(RIGHTS.descriptions()).containsKey(holder);
    }

    /** A topic that nobody may use, or that nobody writes to any more, would be a line that was forgotten. */
    @Test
    void areForTheTopicsThatThereAre() {
        Set<String> topics = RIGHTS.all().stream()
                .filter(right -> right.on().resourceType() == ResourceType.TOPIC)
                .map(right -> right.on().name())
                .collect(Collectors.toSet());

        assertThat(topics)
                .containsExactlyInAnyOrder(
                        Topics.REQUESTS,
                        Topics.REPLIES_PREFIX,
                        Topics.REPLIES_PREFIX + Right.REQUESTOR,
                        Topics.DEAD_LETTERS,
                        Topics.AUTH_SERVICES,
                        Topics.BREAKERS,
                        Topics.FAILURES,
                        Topics.ACCESSES);
    }

    @Test
    void neverAllowAll() {
        assertThat(RIGHTS.all())
                .flatExtracting(Right::operations)
                .isNotEmpty()
                .doesNotContain(AclOperation.ALL, AclOperation.ANY, AclOperation.UNKNOWN);
        assertThat(RIGHTS.all()).noneMatch(right -> right.on().name().equals("*"));
    }

    @Test
    void areThereOnceEach() {
        assertThat(RIGHTS.all()).doesNotHaveDuplicates();
        assertThat(RIGHTS.all().stream()
                        .collect(Collectors.groupingBy(right -> Map.entry(right.holder(), right.on())))
                        .values())
                .allSatisfy(rows -> assertThat(rows).hasSize(1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "holder: broker",
                "[{holder: nobody, described: x, rights: []}]",
                "[{holder: broker, described: x, rights: [], more: x}]",
                "[{holder: broker, described: x, rights: [{operations: [READ], type: topic, pattern: literal}]}]",
                "[{holder: broker, described: x, rights: [{operations: [LOOK], type: topic, pattern: literal, name: x}]}]",
                "[{holder: broker, described: x, rights: [{operations: [READ], type: topik, pattern: literal, name: x}]}]",
                "[{holder: broker, described: x, rights: [{operations: [READ], type: topic, pattern: match, name: x}]}]",
                "[{holder: broker, described: x, rights: [{operations: [], type: topic, pattern: literal, name: x}]}]",
                "[{holder: broker, described: x, rights: []}, {holder: broker, described: x, rights: []}]",
            })
    void areRefusedIfTheyAreNotAsDescribed(String yaml) {
        assertThatIllegalArgumentException().isThrownBy(() -> RightsFile.read(yaml));
    }
}
