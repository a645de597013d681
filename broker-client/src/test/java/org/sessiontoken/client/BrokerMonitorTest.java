package org.sessiontoken.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sessiontoken.background.BackgroundTask;
import org.sessiontoken.background.Backoff;
import org.sessiontoken.event.Topics;
import org.sessiontoken.kafka.topics.ObservedTopic;

@Timeout(30)
class BrokerMonitorTest {

    private static final String REPLY_TOPIC = Topics.REPLIES_PREFIX + "billing";
    private static final Backoff SHORT = new Backoff(Duration.ofMillis(1), Duration.ofMillis(2));

    private final FakeAdmin admin = new FakeAdmin();
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicBoolean sending = new AtomicBoolean(true);
    private final ReplyReader reader =
            new ReplyReader(Samples::noConsumer, Samples::noConsumer, REPLY_TOPIC, Optional.empty(), reply -> {});
    private final BrokerMonitor monitor = monitor(topic -> sending.get());

    private BrokerMonitor monitor(Predicate<ObservedTopic> sender) {
        return new BrokerMonitor(admin, FakeAdmin.GROUP, reader, sender, owners -> {}, Optional.empty(), nanos::get);
    }

    @Nested
    class Sees {

        @Test
        void thatTheClientIsStartingUntilRequestsCanBeSent() throws Exception {
            admin.answersWithMembers(1);
            sending.set(false);
            assertThat(seenAfterARun()).isEqualTo(Availability.STARTING);

            sending.set(true);

            assertThat(seenAfterARun()).isEqualTo(Availability.READY);
        }

        @Test
        void thatTheBrokerIsMissingIfItsGroupHasNoMember() throws Exception {
            admin.answersWithMembers(0);

            assertThat(seenAfterARun()).isEqualTo(Availability.NO_BROKER);
        }

        @Test
        void thatTheBrokerIsMissingIfItsGroupDoesNotExist() throws Exception {
            admin.failsWith(new GroupIdNotFoundException("never seen"));

            assertThat(seenAfterARun()).isEqualTo(Availability.NO_BROKER);
        }

        @ParameterizedTest
        @ValueSource(strings = {Topics.REQUESTS, REPLY_TOPIC})
        void thatATopicIsMissing(String topic) throws Exception {
            admin.answersWithMembers(1);
            admin.hasNoTopic(topic);

            assertThat(seenAfterARun()).isEqualTo(Availability.TOPIC_UNAVAILABLE);
        }

        @ParameterizedTest
        @ValueSource(strings = {Topics.REQUESTS, REPLY_TOPIC})
        void thatATopicHasNoLeader(String topic) throws Exception {
            admin.answersWithMembers(1);
            admin.hasTopic(topic, new ObservedTopic(Samples.observed(1).id(), 1, Set.of(), Set.of(), 0));

            assertThat(seenAfterARun()).isEqualTo(Availability.TOPIC_UNAVAILABLE);
        }

        @Test
        void thatThePartitionToReadHasNoLeaderAlthoughOthersHave() throws Exception {
            admin.answersWithMembers(1);
            admin.hasTopic(REPLY_TOPIC, Samples.observed(3));
            ReplyReader onPartition3 =
                    new ReplyReader(Samples::noConsumer, Samples::noConsumer, REPLY_TOPIC, Optional.of(3), reply -> {});
            BrokerMonitor onPartition = new BrokerMonitor(
                    admin, FakeAdmin.GROUP, onPartition3, topic -> true, owners -> {}, Optional.empty(), nanos::get);

            onPartition.run();

            assertThat(onPartition.seen()).isEqualTo(Availability.TOPIC_UNAVAILABLE);
        }

        @ParameterizedTest
        @ValueSource(strings = {Topics.REQUESTS, REPLY_TOPIC})
        void thatKafkaDoesNotListTheRightThatATopicNeeds(String topic) {
            admin.answersWithMembers(1);
            admin.hasTopic(
                    topic, new ObservedTopic(Samples.observed(1).id(), 1, Set.of(0), Set.of(AclOperation.DESCRIBE), 1));

            assertThat(seenAfterAFailure()).isEqualTo(Availability.NOT_AUTHORISED);
        }

        @Test
        void thatKafkaIsUnreachable() {
            admin.failsWith(new TimeoutException("gone"));

            assertThat(seenAfterAFailure()).isEqualTo(Availability.KAFKA_UNREACHABLE);
        }

        /** As when the node restarts that coordinates the group, which all clients notice at the same time. */
        @Test
        void noOutageInTwoQuestionsAboutTheGroupThatAreNotAnswered() throws Exception {
            admin.answersWithMembers(1);
            assertThat(seenAfterARun()).isEqualTo(Availability.READY);
            admin.failsWith(new TimeoutException("moving"));
            assertThat(seenAfterARun()).isEqualTo(Availability.READY);
            assertThat(seenAfterARun()).isEqualTo(Availability.READY);
            assertThat(seenAfterAFailure()).isEqualTo(Availability.KAFKA_UNREACHABLE);

            admin.answersWithMembers(1);
            assertThat(seenAfterARun()).isEqualTo(Availability.READY);
            admin.failsWith(new TimeoutException("moving"));

            assertThat(seenAfterARun()).isEqualTo(Availability.READY);
        }

        @Test
        void atOnceThatARightIsTakenAway() throws Exception {
            admin.answersWithMembers(1);
            assertThat(seenAfterARun()).isEqualTo(Availability.READY);

            admin.failsWith(new GroupAuthorizationException("Group authorization failed."));

            assertThat(seenAfterAFailure()).isEqualTo(Availability.NOT_AUTHORISED);
        }

        @Test
        void thatTheClientMayNotDescribeTheGroup() {
            admin.failsWith(new GroupAuthorizationException("Group authorization failed."));

            assertThat(seenAfterAFailure()).isEqualTo(Availability.NOT_AUTHORISED);
        }

        @Test
        void thatTheClientMayNotWriteToTheTopic() {
            assertThat(seenIfSendingFailsWith(new TopicAuthorizationException("no WRITE")))
                    .isEqualTo(Availability.NOT_AUTHORISED);
        }

        @Test
        void thatKafkaRefusesTheLogin() {
            assertThat(seenIfSendingFailsWith(new KafkaException(new SaslAuthenticationException("wrong password"))))
                    .isEqualTo(Availability.NOT_AUTHORISED);
        }

        private Availability seenIfSendingFailsWith(RuntimeException failure) {
            BrokerMonitor refused = monitor(topic -> {
                throw failure;
            });
            assertThatThrownBy(refused::run).isSameAs(failure);
            return refused.seen();
        }

        private Availability seenAfterARun() throws Exception {
            monitor.run();
            return monitor.seen();
        }

        private Availability seenAfterAFailure() {
            assertThatThrownBy(monitor::run).isNotNull();
            return monitor.seen();
        }
    }

    @Test
    void logsOnceForEachOutageThatTheBrokerIsMissing() throws Exception {
        try (CapturedLog log = new CapturedLog()) {
            admin.answersWithMembers(1);
            monitor.run();
            admin.answersWithMembers(0);
            monitor.run();
            monitor.run();
            admin.answersWithMembers(1);
            monitor.run();
            monitor.run();

            assertThat(log.lines()).singleElement().asString().contains("no broker consumes them");
            admin.answersWithMembers(0);
            monitor.run();

            assertThat(log.lines()).hasSize(2);
        }
    }

    /** As it always is where the broker, which makes the topics, is started at the same time. */
    @Test
    void logsNothingThatIsMissingOnlyWhileAllAreStarted() throws Exception {
        try (CapturedLog log = new CapturedLog()) {
            admin.answersWithMembers(0);
            monitor.run();
            nanos.addAndGet(BrokerMonitor.UNTIL_ALL_ARE_STARTED.toNanos() - 1);
            monitor.run();
            assertThat(log.lines()).isEmpty();

            nanos.incrementAndGet();
            monitor.run();

            assertThat(log.lines()).singleElement().asString().contains("no broker consumes them");
        }
    }

    @Test
    void looksMoreOftenUntilTheBrokerIsReady() throws Exception {
        admin.answersWithMembers(0);
        Duration untilReady = monitor.run();
        admin.answersWithMembers(1);

        assertThat(monitor.run()).isGreaterThan(untilReady);
    }

    @Test
    void createsAnotherAdminClientAfterAFailureAndClosesTheFirst() throws Exception {
        admin.failsWith(new TimeoutException("gone"));
        assertThatThrownBy(monitor::run).isNotNull();
        monitor.release();
        admin.answersWithMembers(1);

        monitor.run();

        assertThat(admin.created()).isEqualTo(2);
        assertThat(admin.closed()).isEqualTo(1);
    }

    @Nested
    class InTheBackground {

        @Test
        void logsAMissingRightOnceAndRecoversWhenItIsGranted() {
            admin.failsWith(new GroupAuthorizationException("Group authorization failed."));
            try (CapturedLog log = new CapturedLog();
                    BackgroundTask task = started()) {
                await().until(() -> task.failures() > 5);
                assertThat(monitor.seen()).isEqualTo(Availability.NOT_AUTHORISED);
                assertThat(log.lines())
                        .singleElement()
                        .asString()
                        .contains("monitor", "the right DESCRIBE on the group " + FakeAdmin.GROUP);

                admin.answersWithMembers(1);

                await().until(() -> monitor.seen() == Availability.READY);
            }
        }

        /** Such as the integer overflow that once left the client starting for ever. */
        @Test
        void logsAnUnexpectedFailureAndGoesOn() {
            AtomicBoolean failing = new AtomicBoolean(true);
            admin.answersWithMembers(1);
            BrokerMonitor buggy = monitor(topic -> {
                if (failing.get()) {
                    throw new ArithmeticException("integer overflow");
                }
                return true;
            });
            try (CapturedLog log = new CapturedLog();
                    BackgroundTask task = new BackgroundTask("monitor", buggy, SHORT, Duration.ofSeconds(5))) {
                task.start();
                await().until(() -> task.failures() > 5);
                assertThat(log.lines()).singleElement().asString().contains("ArithmeticException");

                failing.set(false);

                await().until(() -> buggy.seen() == Availability.READY);
            }
        }

        @Test
        void endsAtOnceAlthoughKafkaDoesNotAnswer() {
            BackgroundTask task = started();
            await().until(() -> admin.created() == 1);

            long start = System.nanoTime();
            task.close();

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
            assertThat(admin.closed()).isPositive();
        }

        private BackgroundTask started() {
            BackgroundTask task = new BackgroundTask("monitor", monitor, SHORT, Duration.ofSeconds(5));
            task.start();
            return task;
        }
    }
}
