package org.sessiontoken.broker.intake;

import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;

/**
 * Opens the Kafka consumers with which records are read. Each call opens one, or throws while that is not possible.
 *
 * @param member opens a member of the brokers' group
 * @param single opens a consumer without a group that reads record by record
 */
record ConsumerPair(Supplier<Consumer<byte[], byte[]>> member, Supplier<Consumer<byte[], byte[]>> single) {}
