package org.sessiontoken.answering.writing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.sessiontoken.event.Topics;
import org.sessiontoken.value.RequestorName;

class KafkaTimeTest {

    private static final Instant WRONG = Instant.parse("2026-03-01T10:05:00Z");
    private static final Instant KAFKA = Instant.parse("2026-03-01T10:00:00Z");
    /** As Kafka says it. */
    private static final long NO_TIMESTAMP = -1;

    private static final String REPLIES = Topics.repliesTo(new RequestorName("requestor"));

    private Instant machine = WRONG;
    private long nanos;
    private final KafkaTime time = new KafkaTime(() -> machine, () -> nanos);

    @Test
    void isThatOfTheMachineUntilKafkaHasTakenAReply() {
        assertThat(time.instant()).isEqualTo(WRONG);
    }

    @Test
    void isThatOfTheLastReplyAndWhatHasPassedSince() {
        nanos = 7;
        time.acknowledged(written(REPLIES, KAFKA.toEpochMilli()));
        nanos += Duration.ofSeconds(3).toNanos();
        machine = WRONG.plusSeconds(600);

        assertThat(time.instant()).isEqualTo(KAFKA.plusSeconds(3));
    }

    @Test
    void isNotTakenFromEventsThatTheirWritersTime() {
        time.acknowledged(written(Topics.DEAD_LETTERS, KAFKA.toEpochMilli()));
        time.acknowledged(written(REPLIES, NO_TIMESTAMP));

        assertThat(time.instant()).isEqualTo(WRONG);
    }

    private static RecordMetadata written(String topic, long timestamp) {
        return new RecordMetadata(new TopicPartition(topic, 0), 0, 0, timestamp, 0, 0);
    }
}
