package org.sessiontoken.it;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sessiontoken.event.Outcome;
import org.sessiontoken.event.ReplyCodec;
import org.sessiontoken.event.RequestCodec;
import org.sessiontoken.event.RequestEvent;
import org.sessiontoken.event.ReturnAddress;
import org.sessiontoken.event.SessionTokenReplied;
import org.sessiontoken.event.SessionTokenRequested;
import org.sessiontoken.it.SharedDeployment.Running;
import org.sessiontoken.value.CorrelationId;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;
import org.springframework.kafka.requestreply.ReplyingKafkaTemplate;
import org.springframework.kafka.support.TopicPartitionOffset;
import org.springframework.kafka.support.TopicPartitionOffset.SeekPosition;

/** A Spring user's template is a client as it is: nothing of the broker's own is in it. */
@ExtendWith(SharedDeployment.class)
class ReplyingKafkaTemplateIT {

    private final Running running;

    ReplyingKafkaTemplateIT(Running running) {
        this.running = running;
    }

    @ParameterizedTest(name = "binary correlation: {0}")
    @ValueSource(booleans = {true, false})
    void getsItsAnswerFromTheBroker(boolean binaryCorrelation) throws Exception {
        ReplyingKafkaTemplate<byte[], byte[], byte[]> template = template();
        template.setBinaryCorrelation(binaryCorrelation);
        template.start();
        try (InternalSystem internal = new InternalSystem(running.kafka().connections(), running.deployment().keys)) {
            assertThat(template.waitForAssignment(Duration.ofSeconds(30))).isTrue();
            SessionTokenRequested request = internal.request("spring-user");

            ConsumerRecord<byte[], byte[]> answer =
                    template.sendAndReceive(record(request)).get(30, TimeUnit.SECONDS);

            SessionTokenReplied reply = ReplyCodec.read(answer).reply();
            assertThat(reply.requestId()).isEqualTo(request.requestId());
            assertThat(reply.outcome()).isEqualTo(Outcome.ISSUED);
        } finally {
            template.stop();
        }
    }

    /** By default the template logs an error for each reply that another instance waits for. */
    @Test
    void saysNothingOfTheRepliesToAnotherInstanceOnItsPartition() throws Exception {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger(ReplyingKafkaTemplate.class);
        log.start();
        logger.addAppender(log);
        ReplyingKafkaTemplate<byte[], byte[], byte[]> template = template();
        ReplyingKafkaTemplate<byte[], byte[], byte[]> other = template();
        template.start();
        other.start();
        try (InternalSystem internal = new InternalSystem(running.kafka().connections(), running.deployment().keys)) {
            assertThat(template.waitForAssignment(Duration.ofSeconds(30))).isTrue();
            assertThat(other.waitForAssignment(Duration.ofSeconds(30))).isTrue();
            for (ReplyingKafkaTemplate<byte[], byte[], byte[]> asking : List.of(other, template)) {
                asking.sendAndReceive(record(internal.request("spring-user"))).get(30, TimeUnit.SECONDS);
            }
            // Its own reply lies behind that of the other one, so it has read both.
            assertThat(log.list).noneMatch(event -> event.getLevel().isGreaterOrEqual(Level.WARN));
        } finally {
            template.stop();
            other.stop();
            logger.detachAppender(log);
        }
    }

    /** The template itself adds the return address. */
    private static ProducerRecord<byte[], byte[]> record(SessionTokenRequested request) {
        return RequestCodec.write(new RequestEvent(
                new CorrelationId("spring-flow"), request, ReturnAddress.NONE, java.util.Optional.empty()));
    }

    private ReplyingKafkaTemplate<byte[], byte[], byte[]> template() {
        Map<String, Object> connection = running.kafka().connections().of(LeastRights.BILLING);
        return template(
                new DefaultKafkaProducerFactory<>(connection, new ByteArraySerializer(), new ByteArraySerializer()),
                new DefaultKafkaConsumerFactory<>(
                        connection, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
    }

    /** As the starter's README.md shows it. */
    private static ReplyingKafkaTemplate<byte[], byte[], byte[]> template(
            ProducerFactory<byte[], byte[]> producers, ConsumerFactory<byte[], byte[]> consumers) {
        // One partition, by assignment: no group, and the template itself tells the broker where to reply.
        ContainerProperties replies = new ContainerProperties(
                new TopicPartitionOffset("ags.session-token.replies.billing", 2, SeekPosition.END));
        ReplyingKafkaTemplate<byte[], byte[], byte[]> template =
                new ReplyingKafkaTemplate<>(producers, new KafkaMessageListenerContainer<>(consumers, replies));
        // Replies to other instances may be on this partition, too. Without this, each of them is logged as an error.
        template.setSharedReplyTopic(true);
        template.setDefaultReplyTimeout(Duration.ofSeconds(10));
        return template;
    }
}
