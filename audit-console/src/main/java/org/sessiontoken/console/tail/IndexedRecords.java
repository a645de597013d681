package org.sessiontoken.console.tail;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.sessiontoken.console.index.IndexWriter;
import org.sessiontoken.event.ReplyCodec;
import org.sessiontoken.event.ReplyEvent;
import org.sessiontoken.event.RequestCodec;
import org.sessiontoken.event.RequestEvent;
import org.sessiontoken.event.SignOnReplyCodec;
import org.sessiontoken.event.Topics;
import org.sessiontoken.event.UnreadableEventException;
import org.sessiontoken.kafka.reading.RecordReceiver;
import org.sessiontoken.kafka.reading.UndecodableRecords;
import org.sessiontoken.telemetry.Failures;
import org.sessiontoken.telemetry.LogKeys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts records into the index. One that cannot be read counts as looked at: it is no request that anybody could search for, and
 * the broker has made a dead letter of it, with the reason. Replies to sign-ons are on the reply topics, too: they are looked at
 * and left out.
 */
final class IndexedRecords implements RecordReceiver {

    private static final Logger LOG = LoggerFactory.getLogger(IndexedRecords.class);

    private final IndexWriter writer;

    IndexedRecords(IndexWriter writer) {
        this.writer = writer;
    }

    @Override
    public void receive(ConsumerRecord<byte[], byte[]> record) {
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        if (record.topic().equals(Topics.REQUESTS)) {
            request(partition, record);
        } else {
            reply(partition, record);
        }
    }

    private void request(TopicPartition partition, ConsumerRecord<byte[], byte[]> record) {
        RequestEvent event;
        try {
            event = RequestCodec.read(record);
        } catch (UnreadableEventException unreadable) {
            writer.notUnderstood(partition, record.offset(), record.timestamp());
            return;
        }
        writer.request(partition, record.offset(), record.timestamp(), event);
    }

    private void reply(TopicPartition partition, ConsumerRecord<byte[], byte[]> record) {
        if (SignOnReplyCodec.isReply(record.headers())) {
            writer.lookedAt(partition, record.offset(), record.timestamp());
            return;
        }
        ReplyEvent event;
        try {
            event = ReplyCodec.read(record);
        } catch (UnreadableEventException unreadable) {
            writer.notUnderstood(partition, record.offset(), record.timestamp());
            return;
        }
        writer.reply(partition, record.offset(), record.timestamp(), event);
    }

    @Override
    public void passOver(UndecodableRecords records) {
        LOG.atWarn()
                .addKeyValue(LogKeys.TOPIC, records.partition().topic())
                .addKeyValue(LogKeys.PARTITION, records.partition().partition())
                .addKeyValue(LogKeys.OFFSET, records.firstOffset())
                .addKeyValue(LogKeys.LAST_OFFSET, records.lastOffset())
                .addKeyValue(LogKeys.EXCEPTION, Failures.summary(records.cause()))
                .log("Records that cannot be decoded are not in the index");
        writer.passedOver(records.partition(), records.nextOffset());
    }
}
