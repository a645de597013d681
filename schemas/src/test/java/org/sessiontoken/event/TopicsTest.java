package org.sessiontoken.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import org.apache.kafka.common.internals.Topic;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sessiontoken.value.RequestorName;

/** The names of the topics, by the rules of Kafka itself. */
class TopicsTest {

    @Nested
    class AReplyTopic {

        static String[] requestors() {
            return new String[] {"http-adapter", "0", "a-", "a--b", "z".repeat(63)};
        }

        @ParameterizedTest
        @MethodSource("requestors")
        void hasANameThatKafkaTakesWhateverTheRequestorIsCalled(String requestor) {
            String topic = Topics.repliesTo(new RequestorName(requestor));

            assertThatCode(() -> Topic.validate(topic)).doesNotThrowAnyException();
            assertThat(topic)
                    .isEqualTo("ags.session-token.replies." + requestor)
                    .matches(Topics.ALL_REPLIES);
        }

        /** Kafka takes two topics for the same in the names of its metrics if they differ in dots and underscores alone. */
        @ParameterizedTest
        @MethodSource("requestors")
        void collidesWithThatOfNoOtherRequestor(String requestor) {
            assertThat(Topic.hasCollisionChars(requestor)).isFalse();
        }

        @Test
        void isNoOtherTopicAndNoneThatOnlyBeginsLikeIt() {
            assertThat(Topics.REQUESTS).doesNotMatch(Topics.ALL_REPLIES);
            assertThat(Topics.DEAD_LETTERS).doesNotMatch(Topics.ALL_REPLIES);
            assertThat("ags.session-token.replies").doesNotMatch(Topics.ALL_REPLIES);
            assertThat("agsXsession-token.replies.a").doesNotMatch(Topics.ALL_REPLIES);
        }
    }
}
