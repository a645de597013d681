package org.sessiontoken.broker.intake;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.sessiontoken.answering.topics.ReplyTopics;
import org.sessiontoken.broker.answered.OutcomePlace;
import org.sessiontoken.event.DeadLetterCodec;
import org.sessiontoken.event.PartialRequest;
import org.sessiontoken.event.RequestCodec;
import org.sessiontoken.event.RequestEvent;
import org.sessiontoken.event.ReturnAddress;
import org.sessiontoken.event.Topics;
import org.sessiontoken.event.UnreadableEventException;
import org.sessiontoken.value.RequestId;
import org.sessiontoken.value.RequestorName;

/** Says where the outcome of a record is, if it has one already. Safe for all threads. */
final class AnsweredRecords {

    /** Where requestors choose the timestamps of their records: nobody makes the broker read a topic from its beginning. */
    private static final Duration MAX_AGE = Duration.ofMinutes(10);

    private final UnreadableRecords unreadable;
    private final ReplyTopics topics;
    private final Clock clock;

    AnsweredRecords(UnreadableRecords unreadable, ReplyTopics topics, Clock clock) {
        this.unreadable = unreadable;
        this.topics = topics;
        this.clock = clock;
    }

    /** Where the outcome of a record is that may have been processed before, whatever the record is. */
    CompletionStage<OutcomePlace> placeOf(ConsumerRecord<byte[], byte[]> record) {
        RequestEvent event;
        try {
            event = RequestCodec.read(record);
        } catch (UnreadableEventException why) {
            return placeOf(record, why);
        } catch (Throwable bug) {
            // To process the record tells of it.
            return deadLetterOf(record);
        }
        RequestorName requestor = event.request().requestor();
        return topics.has(requestor)
                ? placeOnTopic(record, requestor, event.request().requestId(), event.returnAddress())
                : deadLetterOf(record);
    }

    /** The reply is written last, if there is one. */
    private CompletionStage<OutcomePlace> placeOf(ConsumerRecord<byte[], byte[]> record, UnreadableEventException why) {
        try {
            PartialRequest request = RequestCodec.readPartially(record);
            return unreadable
                    .reply(request, record, why, clock.instant())
                    .map(event -> placeOnTopic(
                            record, event.reply().requestor(), event.reply().requestId(), request.returnAddress()))
                    .orElseGet(() -> deadLetterOf(record));
        } catch (Throwable bug) {
            return deadLetterOf(record);
        }
    }

    private CompletionStage<OutcomePlace> placeOnTopic(
            ConsumerRecord<byte[], byte[]> record, RequestorName requestor, RequestId id, ReturnAddress address) {
        return topics.partitions(requestor, address)
                .thenApply(partitions ->
                        reply(record, requestor, id, ReplyTopics.partition(requestor, address, partitions)));
    }

    /**
     * Where the reply to a request is, if it has one already.
     *
     * @param partition where on its topic; if empty, its key chooses, and chooses another one when partitions are added
     */
    OutcomePlace reply(
            ConsumerRecord<byte[], byte[]> record, RequestorName requestor, RequestId id, Optional<Integer> partition) {
        return new OutcomePlace(Topics.repliesTo(requestor), partition, id.value(), since(record));
    }

    private CompletionStage<OutcomePlace> deadLetterOf(ConsumerRecord<byte[], byte[]> record) {
        return CompletableFuture.completedFuture(new OutcomePlace(
                Topics.DEAD_LETTERS,
                Optional.empty(),
                DeadLetterCodec.id(record.topic(), record.partition(), record.offset()),
                since(record)));
    }

    private long since(ConsumerRecord<byte[], byte[]> record) {
        return record.timestampType() == TimestampType.LOG_APPEND_TIME
                ? record.timestamp()
                : clock.instant().minus(MAX_AGE).toEpochMilli();
    }
}
