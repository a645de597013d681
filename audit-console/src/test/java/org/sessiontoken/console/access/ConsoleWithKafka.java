package org.sessiontoken.console.access;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.sessiontoken.console.index.IndexUnavailableException;
import org.sessiontoken.console.search.Cursor;
import org.sessiontoken.console.search.FlowFilter;
import org.sessiontoken.console.search.FlowPage;
import org.sessiontoken.console.search.FlowSearch;
import org.sessiontoken.event.Accessed;
import org.sessiontoken.kafka.embedded.EmbeddedKafka;
import org.sessiontoken.kafka.embedded.EmbeddedKafkaSettings;

/** A started console beside a Kafka of its own, whose requests it has indexed. */
public final class ConsoleWithKafka implements AutoCloseable {

    private static final Duration LONG = Duration.ofSeconds(120);

    private final EmbeddedKafka kafka;
    private final RecordedFlows flows;
    private final ConsoleAccess console;

    private ConsoleWithKafka(EmbeddedKafka kafka, RecordedFlows flows, ConsoleAccess console) {
        this.kafka = kafka;
        this.flows = flows;
        this.console = console;
    }

    /**
     * Starts both.
     *
     * @param written how many requests there are, with their outcomes
     * @param settings of the console
     */
    public static ConsoleWithKafka start(Path folder, int written, String... settings) {
        EmbeddedKafka kafka = EmbeddedKafka.start(EmbeddedKafkaSettings.onAFreePort(folder.resolve("kafka")));
        RecordedFlows flows = new RecordedFlows(kafka.bootstrapServers());
        flows.write(0, written);
        ConsoleWithKafka started =
                new ConsoleWithKafka(kafka, flows, ConsoleAccess.start(kafka.bootstrapServers(), folder, settings));
        started.awaitIndexed(written);
        return started;
    }

    public ConsoleAccess console() {
        return console;
    }

    /** Writes more requests. */
    public RecordedFlows flows() {
        return flows;
    }

    /** All accesses that are recorded by now. */
    public List<Accessed> accesses() {
        return ConsoleAccess.accesses(kafka.bootstrapServers());
    }

    /** How many requests the index has. */
    public long indexed() {
        return newest().total();
    }

    /** Waits until the index is built and has so many requests, and nothing lies outside of what it has read. */
    public void awaitIndexed(long requests) {
        await("all is indexed")
                .atMost(LONG)
                .ignoreExceptionsInstanceOf(IndexUnavailableException.class)
                .until(() -> {
                    FlowPage page = newest();
                    return page.total() == requests
                            && !page.coverage().building()
                            && page.coverage().outside().isEmpty();
                });
    }

    private FlowPage newest() {
        return console.bean(FlowSearch.class).page(FlowFilter.ALL, Cursor.NEWEST, 1);
    }

    @Override
    public void close() {
        console.close();
        flows.close();
        kafka.close();
    }
}
