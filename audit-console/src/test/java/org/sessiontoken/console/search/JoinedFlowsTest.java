package org.sessiontoken.console.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sessiontoken.console.index.AccountHashes;
import org.sessiontoken.console.index.Events;
import org.sessiontoken.console.index.FlowRow;
import org.sessiontoken.console.index.IndexFixture;
import org.sessiontoken.event.Outcome;
import org.sessiontoken.event.ReplyCodec;
import org.sessiontoken.event.RequestCodec;
import org.sessiontoken.event.SignOnReplyCodec;

class JoinedFlowsTest {

    @TempDir
    private Path folder;

    private final List<FlowRow> found = new ArrayList<>();
    private JoinedFlows flows;

    @BeforeEach
    void begin() throws IOException {
        AccountHashes accounts = IndexFixture.accounts(folder);
        flows = new JoinedFlows(
                FilterParameters.read(Map.of(), accounts, true), accounts, JoinedFlows.Telling.ONCE, found::add);
    }

    /** As {@code token-broker audit} and a scan of the console read it. */
    @Test
    void passOverRepliesToSignOnsAndDoNotCallThemUnreadable() {
        receive(RequestCodec.write(Events.request(1)));
        receive(SignOnReplyCodec.write(Events.signOnReply(1), Optional.of(0)));
        receive(SignOnReplyCodec.write(Events.signOnReply(2), Optional.of(0)));
        receive(ReplyCodec.write(Events.reply(1), Optional.of(0)));
        flows.finish();

        assertThat(flows.unreadable()).isZero();
        assertThat(found)
                .singleElement()
                .satisfies(row -> assertThat(row.kind().outcome()).isEqualTo(Outcome.ISSUED));
    }

    @Test
    void countWhatIsNoEventAsUnreadable() {
        receive(new ProducerRecord<>(IndexFixture.REPLIES.topic(), new byte[1]));

        assertThat(flows.unreadable()).isOne();
    }

    private void receive(ProducerRecord<byte[], byte[]> written) {
        ConsumerRecord<byte[], byte[]> record =
                new ConsumerRecord<>(written.topic(), 0, 0, written.key(), written.value());
        written.headers().forEach(record.headers()::add);
        flows.receive(record);
    }
}
