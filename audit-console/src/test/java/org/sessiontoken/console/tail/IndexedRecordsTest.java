package org.sessiontoken.console.tail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sessiontoken.console.index.Events;
import org.sessiontoken.console.index.FlowIndex;
import org.sessiontoken.console.index.IndexFixture;
import org.sessiontoken.console.index.IndexWriter;
import org.sessiontoken.console.index.Position;
import org.sessiontoken.event.ReplyCodec;
import org.sessiontoken.event.SignOnReplyCodec;

class IndexedRecordsTest {

    @TempDir
    private Path folder;

    private FlowIndex index;
    private IndexWriter writer;
    private IndexedRecords records;

    @BeforeEach
    void open() throws IOException {
        index = IndexFixture.index(folder);
        index.open();
        writer = IndexFixture.begun(index);
        records = new IndexedRecords(writer);
    }

    @AfterEach
    void close() {
        index.close();
    }

    @Test
    void leaveRepliesToSignOnsOutAndDoNotCallThemUnreadable() {
        records.receive(record(0, SignOnReplyCodec.write(Events.signOnReply(1), Optional.of(0))));

        assertThat(writer.uncommitted()).isZero();
        assertThat(position().to()).isOne();
        assertThat(position().unreadable()).isZero();
    }

    @Test
    void areTheRepliesToRequests() {
        records.receive(record(0, ReplyCodec.write(Events.reply(1), Optional.of(0))));

        assertThat(writer.commit()).hasSize(1);
        assertThat(position().to()).isOne();
    }

    @Test
    void countWhatIsNoEventAsUnreadable() {
        records.receive(record(0, new ProducerRecord<>(IndexFixture.REPLIES.topic(), new byte[1])));

        assertThat(position().to()).isOne();
        assertThat(position().unreadable()).isOne();
    }

    private Position position() {
        return Objects.requireNonNull(writer.positions().get(IndexFixture.REPLIES));
    }

    private static ConsumerRecord<byte[], byte[]> record(long offset, ProducerRecord<byte[], byte[]> written) {
        ConsumerRecord<byte[], byte[]> record =
                new ConsumerRecord<>(written.topic(), 0, offset, written.key(), written.value());
        written.headers().forEach(record.headers()::add);
        return record;
    }
}
