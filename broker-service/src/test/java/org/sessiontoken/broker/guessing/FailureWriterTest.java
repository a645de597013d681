package org.sessiontoken.broker.guessing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.sessiontoken.event.AuthServiceCodec;
import org.sessiontoken.event.FailureCount;
import org.sessiontoken.event.FailureCountCodec;
import org.sessiontoken.event.FailuresCounted;
import org.sessiontoken.value.AuthServiceId;
import org.sessiontoken.value.IpAddress;
import org.sessiontoken.value.TenantId;

class FailureWriterTest {

    private static final AuthServiceCodec.Key SERVICE =
            new AuthServiceCodec.Key(new TenantId("demo"), new AuthServiceId("login"));

    private final UntoldCounts untold = new UntoldCounts();
    private final List<ProducerRecord<byte[], byte[]>> written = new ArrayList<>();
    private final FailureWriter writer = new FailureWriter(
            "writer-1",
            untold,
            record -> {
                written.add(record);
                return CompletableFuture.completedFuture(null);
            },
            Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));

    @Test
    void writesNothingWhileThereIsNothingToTell() throws Exception {
        writer.run();

        assertThat(written).isEmpty();
    }

    @Test
    void writesTheSumOfEachKeyOnce() throws Exception {
        String key = new FailureKeys(new byte[32]).address(SERVICE, new IpAddress("203.0.113.66"));
        for (int i = 0; i < 30; i++) {
            untold.add(key, 0.1);
            untold.add(key, -0.01);
        }
        writer.run();
        writer.run();

        assertThat(written)
                .singleElement()
                .satisfies(record ->
                        assertThat(read(record).counts()).containsExactly(new FailureCount(key, 1_000_000, 300_000)));
    }

    @Test
    void writesNoMoreThanItsBound() throws Exception {
        FailureKeys keys = new FailureKeys(new byte[32]);
        for (int i = 0; i < UntoldCounts.MAX_KEYS + 500; i++) {
            untold.add(keys.account(SERVICE, "account-" + i), 0.1);
        }
        writer.run();

        assertThat(written).hasSize(UntoldCounts.MAX_KEYS / FailuresCounted.MAX_COUNTS);
        assertThat(written).allSatisfy(record -> {
            assertThat(record.value()).hasSizeLessThan(100_000);
            assertThat(new String(record.value(), StandardCharsets.UTF_8)).doesNotContain("account-");
        });
    }

    private static FailuresCounted read(ProducerRecord<byte[], byte[]> record) {
        return FailureCountCodec.read(new ConsumerRecord<>(
                record.topic(),
                0,
                0,
                0,
                TimestampType.CREATE_TIME,
                0,
                0,
                record.key(),
                record.value(),
                record.headers(),
                Optional.empty()));
    }
}
