package org.sessiontoken.broker.reply;

import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * An event that Kafka has not acknowledged yet.
 *
 * @param written completes when Kafka acknowledges the event, and fails only if the publisher is closed before
 */
record PendingWrite(ProducerRecord<byte[], byte[]> event, CompletableFuture<Void> written) {}
