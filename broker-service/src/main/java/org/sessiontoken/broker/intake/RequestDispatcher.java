package org.sessiontoken.broker.intake;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.sessiontoken.broker.evaluation.RequestEvaluator;
import org.sessiontoken.broker.reply.EventPublisher;
import org.sessiontoken.event.ReplyCodec;
import org.sessiontoken.event.ReplyEvent;
import org.sessiontoken.event.RequestCodec;
import org.sessiontoken.event.RequestEvent;
import org.sessiontoken.event.ReturnAddress;
import org.sessiontoken.event.SessionTokenReplied;
import org.sessiontoken.event.Topics;
import org.sessiontoken.event.UnreadableEventException;

/** What is done with one record of the request topic: it is answered, or set aside as a dead letter. */
final class RequestDispatcher {

    private final RequestEvaluator answering;
    private final DeadLetters deadLetters;
    private final EventPublisher publisher;
    private final RequestMetrics metrics;
    private final Clock clock;

    RequestDispatcher(
            RequestEvaluator answering,
            DeadLetters deadLetters,
            EventPublisher publisher,
            RequestMetrics metrics,
            Clock clock) {
        this.answering = answering;
        this.deadLetters = deadLetters;
        this.publisher = publisher;
        this.metrics = metrics;
        this.clock = clock;
    }

    /**
     * Fails until Kafka has told of the reply topic, without which nothing can be answered.
     *
     * @throws org.apache.kafka.common.KafkaException if Kafka has not told yet
     */
    void awaitReplyTopic() {
        publisher.replyPartitions();
    }

    /** Completes when the record's outcome, its reply or its dead letter, is on its topic. */
    CompletionStage<Void> process(ConsumerRecord<byte[], byte[]> record) {
        Instant foundAt = clock.instant();
        try {
            RequestEvent event = RequestCodec.read(record);
            int replyPartitions = publisher.replyPartitions();
            return answering
                    .answer(event, foundAt, replyPartitions)
                    .handle((reply, bug) -> bug == null
                            ? reply(event, reply, replyPartitions)
                            : deadLetters.forBug(record, bug, foundAt))
                    .thenCompose(publisher::publish);
        } catch (UnreadableEventException unreadable) {
            return publisher.publish(deadLetters.forUnreadable(record, unreadable, foundAt));
        } catch (RuntimeException bug) {
            // One record must not stop all that come after it.
            return publisher.publish(deadLetters.forBug(record, bug, foundAt));
        }
    }

    private ProducerRecord<byte[], byte[]> reply(RequestEvent event, SessionTokenReplied reply, int replyPartitions) {
        metrics.count(event, reply);
        ReturnAddress address = event.returnAddress();
        Optional<Integer> partition = address.partition()
                .filter(p -> p >= 0 && p < replyPartitions)
                .filter(p -> address.topic().orElse(Topics.REPLIES).equals(Topics.REPLIES));
        return ReplyCodec.write(
                new ReplyEvent(event.correlationId(), reply, address.correlationKey(), event.trace()), partition);
    }
}
