package org.sessiontoken.it;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Does with Kafka what a right allows, under the name of whoever has the right. */
final class RightfulUse {

    private static final Duration TIME_TO_REFUSE = Duration.ofMillis(300);

    private final Map<String, Object> connection;
    private final AclBinding right;

    RightfulUse(Connections kafka, AclBinding right) {
        this.connection = kafka.of(right.entry().principal().replace("User:", ""));
        this.right = right;
    }

    boolean isAllowed() throws Exception {
        try {
            use();
            return true;
        } catch (AuthorizationException refused) {
            return false;
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof AuthorizationException) {
                return false;
            }
            throw failed;
        }
    }

    private void use() throws Exception {
        String use = right.entry().operation() + " " + right.pattern().resourceType();
        switch (use) {
            case "CREATE TOPIC" -> create();
            case "READ TOPIC" -> read();
            case "WRITE TOPIC" -> write();
            case "READ GROUP" -> join();
            case "DESCRIBE GROUP" -> describe();
            default -> throw new IllegalStateException("nobody knows how to use the right to " + use);
        }
    }

    private String topic() {
        return right.pattern().patternType() == PatternType.PREFIXED
                ? right.pattern().name() + LeastRights.ADAPTER
                : right.pattern().name();
    }

    /** Kafka says that there is such a topic to those alone who might create it. */
    private void create() throws Exception {
        try (Admin admin = Admin.create(connection)) {
            admin.createTopics(
                            List.of(new NewTopic(topic(), 1, (short) 1)), new CreateTopicsOptions().validateOnly(true))
                    .all()
                    .get();
        } catch (ExecutionException failed) {
            if (!(failed.getCause() instanceof TopicExistsException)) {
                throw failed;
            }
        }
    }

    private void read() {
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(connection, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(new TopicPartition(topic(), 0)));
            consumer.seekToBeginning(consumer.assignment());
            consumer.poll(TIME_TO_REFUSE);
        }
    }

    private void write() throws Exception {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(connection, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic(), new byte[] {1})).get();
        }
    }

    private void join() {
        Map<String, Object> settings = new HashMap<>(connection);
        settings.put("group.id", right.pattern().name() + "1");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of("ags.session-token.replies." + LeastRights.BILLING));
            consumer.poll(TIME_TO_REFUSE);
        }
    }

    private void describe() throws Exception {
        try (Admin admin = Admin.create(connection)) {
            admin.describeConsumerGroups(List.of(right.pattern().name())).all().get();
        }
    }
}
