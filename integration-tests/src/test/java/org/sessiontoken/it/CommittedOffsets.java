package org.sessiontoken.it;

import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.sessiontoken.event.Topics;

/** What the group of the brokers has committed of the request topic. */
final class CommittedOffsets implements AutoCloseable {

    private final Admin admin;

    CommittedOffsets(String bootstrapServers) {
        this.admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
    }

    /** The committed offset of a partition, or -1. */
    long of(int partition) {
        try {
            OffsetAndMetadata found = admin.listConsumerGroupOffsets("session-token-broker")
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .get(new TopicPartition(Topics.REQUESTS, partition));
            return found == null ? -1 : found.offset();
        } catch (ExecutionException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
