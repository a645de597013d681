package org.sessiontoken.broker.intake;

import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The outcome of a record in the forms in which it may be written, each smaller than the one before. The first that Kafka
 * takes is the outcome.
 *
 * @param place the record
 * @param forms made when they are needed, at least one
 */
record WritableOutcome(RecordPlace place, List<Supplier<ProducerRecord<byte[], byte[]>>> forms) {}
