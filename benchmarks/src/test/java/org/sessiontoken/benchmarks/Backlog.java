package org.sessiontoken.benchmarks;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.sessiontoken.event.CorrelationKey;
import org.sessiontoken.event.Outcome;
import org.sessiontoken.event.ReplyCodec;
import org.sessiontoken.event.RequestCodec;
import org.sessiontoken.event.RequestEvent;
import org.sessiontoken.event.ReturnAddress;
import org.sessiontoken.event.SessionTokenRequested;
import org.sessiontoken.event.Topics;
import org.sessiontoken.kafka.tuning.DurableWrites;
import org.sessiontoken.sealing.Binding;
import org.sessiontoken.sealing.Credentials;
import org.sessiontoken.sealing.Envelope;
import org.sessiontoken.sealing.Purpose;
import org.sessiontoken.sealing.SealingKey;
import org.sessiontoken.value.AuthServiceId;
import org.sessiontoken.value.CorrelationId;
import org.sessiontoken.value.Parameter;
import org.sessiontoken.value.Parameters;
import org.sessiontoken.value.RequestId;
import org.sessiontoken.value.RequestorName;
import org.sessiontoken.value.Secret;
import org.sessiontoken.value.TenantId;

/**
 * Writes more requests than brokers can answer at once, and sees from the ends of the reply topic how fast they do. Nobody
 * asks or reads meanwhile, so that the processors are Kafka's and the brokers' alone.
 *
 * <p>Requests are sealed beforehand, and written again and again: a broker keeps nothing of one it has answered, and does all
 * the work again. They go to all partitions in turn.
 */
final class Backlog implements AutoCloseable {

    static final Duration DEADLINE = Duration.ofHours(6);
    private static final RequestorName ADAPTER = new RequestorName("http-adapter");
    private static final int DIFFERENT = 5_000;
    private static final double MEASURED = 0.8;
    private static final Duration OFTEN = Duration.ofMillis(20);

    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<ProducerRecord<byte[], byte[]>> requests;
    private final List<TopicPartition> replies;

    Backlog(String bootstrapServers, Operator operator) {
        this.producer = new KafkaProducer<>(
                with(bootstrapServers, DurableWrites.SETTINGS), new ByteArraySerializer(), new ByteArraySerializer());
        this.consumer = new KafkaConsumer<>(
                with(bootstrapServers, Map.of("enable.auto.commit", false)),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        this.requests = IntStream.range(0, DIFFERENT)
                .mapToObj(number -> request(operator, number))
                .toList();
        this.replies = IntStream.range(0, BrokerSettings.PARTITIONS)
                .mapToObj(partition -> new TopicPartition(Topics.repliesTo(ADAPTER), partition))
                .toList();
        consumer.assign(replies);
    }

    private static Map<String, Object> with(String bootstrapServers, Map<String, Object> settings) {
        Map<String, Object> all = new HashMap<>(settings);
        all.put("bootstrap.servers", bootstrapServers);
        return all;
    }

    private static ProducerRecord<byte[], byte[]> request(Operator operator, int number) {
        SealingKey key = new SealingKey(ADAPTER, operator.adapter());
        RequestId id = new RequestId(UUID.randomUUID().toString());
        TenantId tenant = new TenantId(Operator.TENANT);
        AuthServiceId service = new AuthServiceId(Programs.SIGN_IN);
        Parameters parameters =
                new Parameters(List.of(new Parameter("OperatorAuthToken", Secret.ofText(operator.token()))));
        Instant now = Clock.systemUTC().instant();
        SessionTokenRequested requested = new SessionTokenRequested(
                id,
                tenant,
                service,
                parameters.names(),
                Envelope.seal(
                        Credentials.write(parameters),
                        Purpose.CREDENTIALS,
                        Binding.toRequest(id, tenant, service),
                        key),
                now,
                now.plus(DEADLINE),
                key.owner());
        // The first partition of the reply topic is left to an adapter, which would read what is on it.
        int replyPartition = 1 + number % (BrokerSettings.PARTITIONS - 1);
        ProducerRecord<byte[], byte[]> written = RequestCodec.write(new RequestEvent(
                new CorrelationId("benchmark-" + number),
                requested,
                ReturnAddress.of(ADAPTER, CorrelationKey.of(id), replyPartition),
                Optional.empty()));
        return new ProducerRecord<>(
                written.topic(), number % BrokerSettings.PARTITIONS, written.key(), written.value(), written.headers());
    }

    /**
     * The figures of brokers that work off a backlog.
     *
     * @param replied how many replies there were
     * @param issued how many of them hold a token
     * @param took the duration of the measurement
     * @param busy share of all processors' time that was used
     * @param others share that neither brokers, Kafka nor this program used
     * @param kafka share that Kafka used
     * @param brokers share that all brokers used
     * @param brokerNanos processor time of all brokers
     */
    record Drained(
            long replied,
            long issued,
            Duration took,
            double busy,
            double others,
            double kafka,
            double brokers,
            long brokerNanos) {

        double perSecond() {
            return issued * 1e9 / took.toNanos();
        }

        double brokerMicros() {
            return brokerNanos / 1e3 / Math.max(1, replied);
        }
    }

    /** Writes this many requests, waits until all are answered, and returns the number answered in a second. */
    double workOff(int count) {
        long start = System.nanoTime();
        long before = sum(ends());
        write(count);
        awaitReplies(before + count);
        return count * 1e9 / (System.nanoTime() - start);
    }

    /**
     * Writes so many requests, and measures from when Kafka has all of them until four of five that were left then are
     * answered: in the end some brokers have none left, and others some.
     */
    Drained measure(int count, Machine machine, Jvm kafka, List<Jvm> brokers) {
        long before = sum(ends());
        write(count);
        Machine.Watch watch = machine.watch();
        long kafkaNanos = kafka.cpu().toNanos();
        long brokerNanos = cpu(brokers);
        Map<TopicPartition, Long> from = ends();
        long start = System.nanoTime();
        long left = before + count - sum(from);
        awaitReplies(sum(from) + (long) (MEASURED * left));
        Map<TopicPartition, Long> to = ends();
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        double busy = watch.busyShare();
        double others = watch.othersShare();
        double kafkaShare = watch.share(kafka.cpu().toNanos() - kafkaNanos);
        long brokersUsed = cpu(brokers) - brokerNanos;
        double brokersShare = watch.share(brokersUsed);
        awaitReplies(before + count);
        return new Drained(
                sum(to) - sum(from), issued(from, to), took, busy, others, kafkaShare, brokersShare, brokersUsed);
    }

    private static long cpu(List<Jvm> jvms) {
        return jvms.stream().mapToLong(jvm -> jvm.cpu().toNanos()).sum();
    }

    private void write(int count) {
        for (int i = 0; i < count; i++) {
            // Evenly, even if the number of different requests is not a multiple of the number of partitions.
            producer.send(requests.get(i % (DIFFERENT - DIFFERENT % BrokerSettings.PARTITIONS)));
        }
        producer.flush();
    }

    private void awaitReplies(long end) {
        Await.until("the backlog is answered", OFTEN, () -> sum(ends()) >= end);
    }

    private Map<TopicPartition, Long> ends() {
        return consumer.endOffsets(replies);
    }

    private static long sum(Map<TopicPartition, Long> offsets) {
        return offsets.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The number of replies between two offsets that hold a token. */
    private long issued(Map<TopicPartition, Long> from, Map<TopicPartition, Long> to) {
        from.forEach(consumer::seek);
        long issued = 0;
        List<TopicPartition> unread = new ArrayList<>(replies);
        while (!unread.isEmpty()) {
            for (ConsumerRecord<byte[], byte[]> reply : consumer.poll(Duration.ofMillis(100))) {
                TopicPartition partition = new TopicPartition(reply.topic(), reply.partition());
                if (reply.offset() < Report.of(to, partition)
                        && ReplyCodec.isReply(reply.headers())
                        && ReplyCodec.read(reply).reply().outcome() == Outcome.ISSUED) {
                    issued++;
                }
            }
            unread.removeIf(partition -> consumer.position(partition) >= Report.of(to, partition));
        }
        return issued;
    }

    @Override
    public void close() {
        producer.close();
        consumer.close();
    }
}
