package org.sessiontoken.broker.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RequestLagTest {

    private static final TopicPartition FIRST = new TopicPartition("requests", 0);
    private static final TopicPartition SECOND = new TopicPartition("requests", 1);

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private long nanos;
    private final RequestLag lag = new RequestLag(() -> nanos);

    @BeforeEach
    void assign() {
        assign(FIRST, SECOND);
        has(FIRST, 0, 0);
        has(SECOND, 0, 0);
    }

    private void assign(TopicPartition... partitions) {
        consumer.assign(List.of(partitions));
        for (TopicPartition partition : partitions) {
            consumer.seek(partition, 0);
        }
    }

    /** A partition with this many records, of which so many were taken. */
    private void has(TopicPartition partition, long taken, long end) {
        consumer.updateEndOffsets(Map.of(partition, end));
        consumer.seek(partition, taken);
    }

    private void lookAfter(Duration time) {
        nanos += time.toNanos();
        lag.look(consumer);
    }

    @Test
    void isZeroWhileAllIsTaken() {
        lookAfter(Duration.ofSeconds(1));
        has(FIRST, 500, 500);
        lookAfter(Duration.ofHours(1));

        assertThat(lag.records()).isZero();
        assertThat(lag.age()).isZero();
    }

    @Test
    void addsUpTheRecordsThatWaitInAllPartitions() {
        has(FIRST, 10, 15);
        has(SECOND, 0, 7);

        lookAfter(Duration.ofSeconds(1));

        assertThat(lag.records()).isEqualTo(12);
    }

    @Test
    void beginsToCountTheTimeWhenARecordArrivesHoweverLongNoneHadArrived() {
        lookAfter(Duration.ofSeconds(1));
        nanos += Duration.ofHours(1).toNanos();
        has(FIRST, 0, 1);

        lookAfter(Duration.ofSeconds(1));
        assertThat(lag.age()).isZero();

        nanos += Duration.ofSeconds(3).toNanos();
        assertThat(lag.age()).as("without a further look").isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void isTheAgeOfTheFirstRecordThatIsNotTakenAndNotOfTheNewest() {
        has(FIRST, 0, 10);
        lookAfter(Duration.ofSeconds(1));
        has(FIRST, 0, 20);
        lookAfter(Duration.ofSeconds(4));
        has(FIRST, 0, 30);
        lookAfter(Duration.ofSeconds(2));
        assertThat(lag.age()).isEqualTo(Duration.ofSeconds(6));

        has(FIRST, 10, 30);
        lookAfter(Duration.ofSeconds(1));

        assertThat(lag.age())
                .as("the eleventh record came with the second look")
                .isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void isThatOfThePartitionThatIsFurthestBehind() {
        has(FIRST, 0, 1);
        lookAfter(Duration.ofSeconds(1));
        has(SECOND, 0, 100);
        lookAfter(Duration.ofSeconds(5));

        assertThat(lag.age()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void forgetsPartitionsThatAreNotAssignedAnyMore() {
        has(FIRST, 0, 5);
        lookAfter(Duration.ofSeconds(1));

        assign(SECOND);
        lookAfter(Duration.ofSeconds(10));

        assertThat(lag.records()).isZero();
        assertThat(lag.age()).isZero();
    }

    @Test
    void looksTwiceASecondHoweverOftenItIsAsked() {
        lag.look(consumer);
        has(FIRST, 0, 5);

        lookAfter(RequestLag.INTERVAL.minusNanos(1));
        assertThat(lag.records()).isZero();

        lookAfter(Duration.ofNanos(1));
        assertThat(lag.records()).isEqualTo(5);
    }

    /** What is known of a partition that is not read for days has a bound, and the age stays that of its first record. */
    @Test
    void staysRightForTheFirstRecordHoweverManyCome() {
        for (int second = 1; second <= 5_000; second++) {
            has(FIRST, 0, second);
            lookAfter(Duration.ofSeconds(1));
        }
        assertThat(lag.age()).isEqualTo(Duration.ofSeconds(4_999));

        has(FIRST, 2_500, 5_000);
        lookAfter(Duration.ofSeconds(1));

        assertThat(lag.age()).isBetween(Duration.ofSeconds(2_400), Duration.ofSeconds(2_500));
    }
}
