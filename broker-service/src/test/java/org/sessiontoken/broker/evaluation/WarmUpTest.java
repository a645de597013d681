package org.sessiontoken.broker.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sessiontoken.broker.guessing.FailureThrottles;
import org.sessiontoken.event.Outcome;
import org.sessiontoken.event.ReplyCodec;
import org.sessiontoken.event.Topics;

@Timeout(60)
class WarmUpTest {

    private static final BrokerProperties PROPERTIES =
            new BrokerProperties("broker", Map.of(), Duration.ofSeconds(30), Duration.ofSeconds(60), 1);

    private final WarmUp warmUp = new WarmUp(PROPERTIES, FailureThrottles.alone(), Clock.systemUTC());

    @Test
    void goesThePathOfARequestForWhichATokenIsIssued() {
        ProducerRecord<byte[], byte[]> written = warmUp.answer();

        assertThat(written.topic()).startsWith(Topics.REPLIES_PREFIX);
        ConsumerRecord<byte[], byte[]> reply =
                new ConsumerRecord<>(written.topic(), 0, 0, written.key(), written.value());
        written.headers().forEach(reply.headers()::add);
        assertThat(ReplyCodec.read(reply).reply().outcome()).isEqualTo(Outcome.ISSUED);
    }

    @Test
    void answersSomeRequestsOnce() {
        assertThat(warmUp.run()).isPositive();
        assertThat(warmUp.run()).isZero();
    }
}
