package org.sessiontoken.console.access;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.sessiontoken.console.index.Events;
import org.sessiontoken.event.ReplyCodec;
import org.sessiontoken.event.RequestCodec;
import org.sessiontoken.event.Topics;

/** Requests and their outcomes in Kafka, as the services write them. */
public final class RecordedFlows implements AutoCloseable {

    private final KafkaProducer<byte[], byte[]> producer;

    /** Makes the topics, too. */
    public RecordedFlows(String bootstrapServers) {
        Map<String, Object> connection = Map.of("bootstrap.servers", bootstrapServers);
        try (Admin admin = Admin.create(connection)) {
            admin.createTopics(List.of(
                            new NewTopic(Topics.REQUESTS, 1, (short) 1),
                            new NewTopic(Topics.REPLIES_PREFIX + "http-adapter", 1, (short) 1),
                            new NewTopic(Topics.ACCESSES, 1, (short) 1)))
                    .all()
                    .get();
        } catch (ExecutionException failed) {
            throw new IllegalStateException(failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
        this.producer = new KafkaProducer<>(connection, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Writes requests and their outcomes, by their numbers. */
    public void write(int from, int to) {
        ask(from, to);
        answer(from, to);
    }

    /** Writes requests. */
    public void ask(int from, int to) {
        for (int number = from; number < to; number++) {
            producer.send(RequestCodec.write(Events.request(number)));
        }
        producer.flush();
    }

    /** Writes their outcomes. */
    public void answer(int from, int to) {
        for (int number = from; number < to; number++) {
            producer.send(ReplyCodec.write(Events.reply(number), Optional.of(0)));
        }
        producer.flush();
    }

    @Override
    public void close() {
        producer.close();
    }
}
