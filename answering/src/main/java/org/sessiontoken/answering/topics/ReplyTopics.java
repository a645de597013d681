package org.sessiontoken.answering.topics;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.sessiontoken.event.ReturnAddress;
import org.sessiontoken.event.Topics;
import org.sessiontoken.value.RequestorName;

/** The reply topics: who has one, how many partitions it has, and on which of them a reply is. Safe for all threads. */
public final class ReplyTopics {

    /** How many partitions a reply topic has. */
    @FunctionalInterface
    public interface Partitions {

        /**
         * How many partitions the topic has. Where the wanted one is not among those that are known, it may have been added
         * since, and the number completes when Kafka has been asked again. While the topic does not exist, the request waits.
         */
        CompletionStage<Integer> of(String topic, Optional<Integer> wanted);
    }

    private final Set<RequestorName> requestors;
    private final Partitions partitions;
    private final Predicate<RequestorName> writable;

    /**
     * The topics of these requestors.
     *
     * @param requestors those that have a reply topic; a request of anybody else becomes a dead letter
     * @param partitions how many partitions a topic has
     * @param writable whether Kafka takes replies to a requestor now
     */
    public ReplyTopics(Set<RequestorName> requestors, Partitions partitions, Predicate<RequestorName> writable) {
        this.requestors = requestors;
        this.partitions = partitions;
        this.writable = writable;
    }

    /** Whether the requestor has a reply topic. */
    public boolean has(RequestorName requestor) {
        return requestors.contains(requestor);
    }

    /** How many partitions the requestor's reply topic has; see {@link Partitions}. */
    public CompletionStage<Integer> partitions(RequestorName requestor, ReturnAddress address) {
        return partitions.of(Topics.repliesTo(requestor), address.partition());
    }

    /** Whether there is anybody to whom replies can be written: one requestor whose reply topic is missing does not hold up the others. */
    public boolean isWritable() {
        return requestors.isEmpty() || requestors.stream().anyMatch(writable);
    }

    /** The partition that is asked for, if the requestor's reply topic has it; otherwise the reply's key chooses. */
    public static Optional<Integer> partition(RequestorName requestor, ReturnAddress address, int partitions) {
        String replyTopic = Topics.repliesTo(requestor);
        return address.partition()
                .filter(p -> p >= 0 && p < partitions)
                .filter(p -> address.topic().stream().allMatch(replyTopic::equals));
    }
}
