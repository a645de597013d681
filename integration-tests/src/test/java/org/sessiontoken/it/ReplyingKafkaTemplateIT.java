package org.sessiontoken.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
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
import org.sessiontoken.event.Topics;
import org.sessiontoken.it.SharedDeployment.Running;
import org.sessiontoken.value.CorrelationId;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;
import org.springframework.kafka.requestreply.ReplyingKafkaTemplate;

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
        try (InternalSystem internal =
                new InternalSystem(running.kafka().bootstrapServers(), running.deployment().keys)) {
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

    /** The template itself adds the return address. */
    private static ProducerRecord<byte[], byte[]> record(SessionTokenRequested request) {
        return RequestCodec.write(new RequestEvent(
                new CorrelationId("spring-flow"), request, ReturnAddress.NONE, java.util.Optional.empty()));
    }

    private ReplyingKafkaTemplate<byte[], byte[], byte[]> template() {
        Map<String, Object> connection =
                Map.of("bootstrap.servers", running.kafka().bootstrapServers());
        ContainerProperties replies = new ContainerProperties(Topics.repliesTo(InternalSystem.NAME));
        replies.setGroupId("spring-user-" + UUID.randomUUID());
        return new ReplyingKafkaTemplate<>(
                new DefaultKafkaProducerFactory<>(connection, new ByteArraySerializer(), new ByteArraySerializer()),
                new KafkaMessageListenerContainer<>(
                        new DefaultKafkaConsumerFactory<>(
                                connection, new ByteArrayDeserializer(), new ByteArrayDeserializer()),
                        replies));
    }
}
