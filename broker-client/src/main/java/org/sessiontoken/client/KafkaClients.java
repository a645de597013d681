package org.sessiontoken.client;

import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.sessiontoken.kafka.reading.SkippingReader;

/**
 * Creates the Kafka clients that a {@link SessionTokenClient} consists of. Each of them can be created again after a failure.
 *
 * @param consumer creates the consumer of replies
 * @param singleRecordConsumer creates a consumer that reads record by record, where the first one cannot decode something
 * @param producer creates the producer of requests
 * @param admin creates the admin client that looks for the broker service
 */
record KafkaClients(
        Supplier<Consumer<byte[], byte[]>> consumer,
        Supplier<Consumer<byte[], byte[]>> singleRecordConsumer,
        Supplier<Producer<byte[], byte[]>> producer,
        Supplier<Admin> admin) {

    /** Creates clients with these properties. */
    static KafkaClients with(KafkaProperties properties) {
        return new KafkaClients(
                () -> new KafkaConsumer<>(properties.consumer()),
                () -> new KafkaConsumer<>(SkippingReader.singleRecordSettings(properties.consumer())),
                () -> new KafkaProducer<>(properties.producer()),
                () -> Admin.create(properties.admin()));
    }
}
