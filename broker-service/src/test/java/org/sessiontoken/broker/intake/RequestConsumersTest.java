package org.sessiontoken.broker.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sessiontoken.answering.lifecycle.BackgroundTasksFixture;
import org.sessiontoken.event.Topics;
import org.springframework.util.unit.DataSize;

@Timeout(60)
class RequestConsumersTest {

    private static final TopicPartition P0 = new TopicPartition(Topics.REQUESTS, 0);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final CompletableFuture<Void> topicsCreated = new CompletableFuture<>();
    private final IntakeMetrics metrics = new IntakeMetrics(meters);

    private final UnfinishedRecords unfinished = new UnfinishedRecords();
    private final Standstills standstills = new Standstills(() -> 0, () -> 0, Duration.ofSeconds(4));

    @Test
    void startOnlyWhenTheTopicsAreThere() {
        RequestConsumers consumers = consumers(Stream.generate(RequestConsumersTest::member));
        consumers.start();
        assertThat(consumers.isConsuming()).isFalse();

        topicsCreated.complete(null);

        await().until(consumers::isConsuming);
        assertThat(consumers.isRunning()).isTrue();
        consumers.stop();
        assertThat(consumers.isRunning()).isFalse();
        assertThat(consumers.isConsuming()).isFalse();
    }

    @Test
    void doNotStartAnyMoreWhenTheTopicsComeAfterTheStop() {
        RequestConsumers consumers = consumers(Stream.generate(RequestConsumersTest::member));
        consumers.start();
        consumers.stop();

        topicsCreated.complete(null);

        assertThat(consumers.isConsuming()).isFalse();
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("request-consumer-0", "request-consumer-1");
    }

    /** Each consumer can finish only once all have begun to. */
    @Test
    void stopSideBySide() {
        CyclicBarrier allAreClosing = new CyclicBarrier(2);
        RequestConsumers consumers = consumers(Stream.generate(() -> closingTogether(allAreClosing)));
        consumers.start();
        topicsCreated.complete(null);
        await().until(consumers::isConsuming);

        consumers.stop();

        assertThat(allAreClosing.isBroken()).isFalse();
        assertThat(allAreClosing.getNumberWaiting()).isZero();
    }

    @Test
    void tellHowMuchIsUnfinishedAndUncommitted() {
        RequestConsumers consumers = consumers(Stream.generate(() -> {
            MockConsumer<byte[], byte[]> member = member();
            member.schedulePollTask(() -> {
                member.rebalance(List.of(P0));
                for (int offset = 0; offset < 3; offset++) {
                    member.addRecord(new ConsumerRecord<>(Topics.REQUESTS, 0, offset, new byte[0], new byte[0]));
                }
            });
            return member;
        }));
        consumers.start();
        topicsCreated.complete(null);

        await().untilAsserted(() -> {
            assertThat(meters.get("ags.broker.unfinished").gauge().value()).isEqualTo(6);
            assertThat(meters.get("ags.broker.uncommitted.span").gauge().value())
                    .isEqualTo(2);
        });
        consumers.stop();
    }

    @Test
    void doNotCountAsConsumingWhileWorkOnARecordDoesNotReturn() {
        CountDownLatch blocked = new CountDownLatch(1);
        RequestConsumers consumers = consumers(
                Stream.generate(() -> {
                    MockConsumer<byte[], byte[]> member = member();
                    member.schedulePollTask(() -> {
                        member.rebalance(List.of(P0));
                        member.addRecord(new ConsumerRecord<>(Topics.REQUESTS, 0, 0, new byte[0], new byte[0]));
                    });
                    return member;
                }),
                record -> {
                    awaitUninterrupted(blocked);
                    return CompletableFuture.completedFuture(null);
                },
                Duration.ofMillis(200));
        consumers.start();
        topicsCreated.complete(null);

        await().during(Duration.ofMillis(300)).until(() -> !consumers.isConsuming());
        blocked.countDown();

        await().until(consumers::isConsuming);
        consumers.stop();
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private RequestConsumers consumers(Stream<MockConsumer<byte[], byte[]>> kafka) {
        return consumers(kafka, record -> new CompletableFuture<>(), RequestConsumers.MAX_RUN);
    }

    private RequestConsumers consumers(
            Stream<MockConsumer<byte[], byte[]>> kafka,
            Function<ConsumerRecord<byte[], byte[]>, CompletionStage<Void>> work,
            Duration maxRun) {
        List<RequestConsumer> two = kafka.limit(2)
                .map(member -> new RequestConsumer(
                        new ConsumerPair(() -> member, () -> {
                            throw new AssertionError("everything can be decoded");
                        }),
                        new IntakeProperties(
                                "group", 2, Duration.ofSeconds(6), 100, DataSize.ofMegabytes(1), 100, null),
                        TestWork.of(work),
                        metrics,
                        unfinished,
                        standstills,
                        new DrainLimits(Duration.ofMillis(50), Duration.ofMillis(50))))
                .toList();
        metrics.watch(two);
        return new RequestConsumers(topicsCreated, two, BackgroundTasksFixture.on(meters), maxRun);
    }

    private static MockConsumer<byte[], byte[]> member() {
        return prepared(new MockConsumer<>("earliest"));
    }

    private static MockConsumer<byte[], byte[]> closingTogether(CyclicBarrier allAreClosing) {
        return prepared(new MockConsumer<>("earliest") {
            @Override
            public void close(CloseOptions options) {
                try {
                    allAreClosing.await(5, TimeUnit.SECONDS);
                } catch (Exception alone) {
                    throw new IllegalStateException(alone);
                }
                super.close(options);
            }
        });
    }

    private static MockConsumer<byte[], byte[]> prepared(MockConsumer<byte[], byte[]> member) {
        member.updateBeginningOffsets(Map.of(P0, 0L));
        member.updateEndOffsets(Map.of(P0, 0L));
        return member;
    }
}
