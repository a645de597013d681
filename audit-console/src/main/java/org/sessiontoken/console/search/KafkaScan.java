package org.sessiontoken.console.search;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.sessiontoken.console.index.AccountHashes;
import org.sessiontoken.console.index.Coverage;
import org.sessiontoken.console.index.IndexedTopics;
import org.sessiontoken.event.Topics;

/**
 * Searches Kafka itself for what is not in the index: all records of a time are read, which takes as long as it takes. What it
 * reads and remembers is bounded, and it can be stopped. For one thread, once.
 */
public final class KafkaScan implements AutoCloseable {

    private static final long PROGRESS_NANOS = Duration.ofMillis(500).toNanos();

    /** While Kafka gives up a node that is lost, it sends nothing for about ten seconds. */
    private static final Duration MAX_SILENCE = Duration.ofSeconds(15);

    private final WindowReader reader;
    private final JoinedFlows flows;
    private final Instant from;
    private final Instant to;
    private final Duration maxSilence;

    /**
     * A scan that has not begun.
     *
     * @param singles makes consumers that find the end of what the first one cannot decode
     * @param filter what is wanted; its time is that of the scan
     * @param telling when the listener is told of a request
     */
    public KafkaScan(
            Consumer<byte[], byte[]> consumer,
            Supplier<Consumer<byte[], byte[]>> singles,
            FlowFilter filter,
            AccountHashes accounts,
            JoinedFlows.Telling telling,
            ScanListener listener) {
        this(consumer, singles, filter, accounts, telling, listener, MAX_SILENCE);
    }

    KafkaScan(
            Consumer<byte[], byte[]> consumer,
            Supplier<Consumer<byte[], byte[]>> singles,
            FlowFilter filter,
            AccountHashes accounts,
            JoinedFlows.Telling telling,
            ScanListener listener,
            Duration maxSilence) {
        this.maxSilence = maxSilence;
        this.from = Optional.ofNullable(filter.from()).orElseThrow();
        this.to = Optional.ofNullable(filter.to()).orElseThrow();
        this.flows = new JoinedFlows(filter, accounts, telling, listener::row);
        this.reader = new WindowReader(consumer, singles, from, to, flows);
    }

    /** Why a scan ended. */
    public enum End {
        /** All was looked at. */
        COMPLETE,
        /** Whoever asked has stopped it. */
        STOPPED,
        /** So many records were looked at as one scan may. */
        MAX_RECORDS;

        @JsonValue
        String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * What a scan has looked at.
     *
     * @param scanned how many records
     * @param of how many there were to look at
     * @param completeFrom no request from this time on is missing, unless Kafka has deleted it
     * @param completeTo no request before this time is missing, unless Kafka has deleted it
     * @param unreadable how many records could not be read
     * @param unseen the requestors whose reply topic cannot be read, so that their requests seem to have no outcome
     * @param end why it ended
     * @param coverage the same by partition, with what Kafka has deleted
     */
    public record Result(
            long scanned,
            long of,
            Instant completeFrom,
            Instant completeTo,
            long unreadable,
            List<String> unseen,
            End end,
            @JsonIgnore Coverage coverage) {}

    /**
     * Scans, and tells the listener of what is found and how far it is; the listener can stop it.
     *
     * @throws KafkaException if Kafka does not answer, sends nothing any more, or refuses
     */
    public Result run(long maxRecords, ScanListener listener) {
        long of = reader.open(IndexedTopics::include);
        long told = System.nanoTime();
        long heard = told;
        boolean goesOn = listener.progress(0, of, from);
        while (goesOn && reader.scanned() < maxRecords && !reader.isAtEnd()) {
            boolean moved = reader.poll();
            long now = System.nanoTime();
            if (moved) {
                heard = now;
            } else if (now - heard > maxSilence.toNanos()) {
                throw new TimeoutException("Kafka has sent nothing for " + maxSilence.toSeconds() + " s");
            }
            if (now - told > PROGRESS_NANOS) {
                told = now;
                goesOn = listener.progress(reader.scanned(), of, reader.readTo());
            }
        }
        boolean complete = reader.isAtEnd();
        flows.finish();
        End end = complete ? End.COMPLETE : goesOn ? End.MAX_RECORDS : End.STOPPED;
        Coverage read = reader.coverage();
        List<String> unseen = unseen(read);
        Coverage coverage = flows.unreadable() == 0 ? read : read.withUnreadable(flows.unreadable());
        return new Result(
                reader.scanned(),
                of,
                from,
                complete ? to : reader.readTo(),
                flows.unreadable(),
                unseen,
                end,
                coverage.withoutOutcomesOf(unseen));
    }

    private List<String> unseen(Coverage read) {
        Set<String> topics =
                read.partitions().stream().map(Coverage.Partition::topic).collect(Collectors.toSet());
        return flows.unanswered().stream()
                .filter(requestor -> !topics.contains(Topics.REPLIES_PREFIX + requestor))
                .toList();
    }

    @Override
    public void close() {
        reader.close();
    }
}
