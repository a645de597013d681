package org.sessiontoken.console.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sessiontoken.console.event.EventPlace;
import org.sessiontoken.console.flow.KnownFlows.Found;
import org.sessiontoken.console.flow.KnownFlows.KnownRequest;
import org.sessiontoken.console.index.Events;
import org.sessiontoken.console.index.FlowIndex;
import org.sessiontoken.console.index.IndexFixture;
import org.sessiontoken.console.index.IndexWriter;
import org.sessiontoken.console.search.SearchFixture;
import org.sessiontoken.value.CorrelationId;
import org.sessiontoken.value.RequestId;

class IndexedFlowsTest {

    private static final Instant ASKED = Events.START.plusSeconds(60);

    @TempDir
    private Path folder;

    private FlowIndex index;
    private IndexedFlows flows;

    @BeforeEach
    void open() throws IOException {
        index = IndexFixture.index(folder);
        index.open();
        IndexWriter writer = IndexFixture.begun(index);
        IndexFixture.write(writer, 0, 10);
        // The same request again, and a second outcome.
        writer.request(IndexFixture.REQUESTS, 10, IndexFixture.time(10), Events.request(4));
        writer.reply(IndexFixture.REPLIES, 10, IndexFixture.time(11), Events.reply(4));
        writer.commit();
        index.observed(IndexFixture.ends(ASKED, 11, 11));
        flows = new IndexedFlows(SearchFixture.search(index));
    }

    @AfterEach
    void close() {
        index.close();
    }

    @Test
    void knowTheRecordsOfARequestAndThoseThatCameAgain() {
        Found found = flows.withId(Events.id(4));

        assertThat(found.requests())
                .singleElement()
                .extracting(KnownRequest::places)
                .asInstanceOf(InstanceOfAssertFactories.list(EventPlace.class))
                .containsExactlyInAnyOrder(request(4), reply(4), request(10), reply(10));
        assertThat(found.coverage().completeTo()).isEqualTo(ASKED);
    }

    @Test
    void knowTheRequestsOfACorrelationId() {
        assertThat(flows.ofCorrelation(new CorrelationId("flow-7"), 10).requests())
                .extracting(KnownRequest::requestId)
                .containsExactly(Events.id(7));
    }

    @Test
    void knowNothingOfOthers() {
        assertThat(flows.withId(new RequestId("another-request")).requests()).isEmpty();
    }

    private static EventPlace request(long offset) {
        return new EventPlace(IndexFixture.REQUESTS.topic(), 0, offset);
    }

    private static EventPlace reply(long offset) {
        return new EventPlace(IndexFixture.REPLIES.topic(), 0, offset);
    }
}
