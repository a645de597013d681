package org.sessiontoken.broker.intake;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.sessiontoken.event.ReturnAddress;
import org.sessiontoken.event.Topics;
import org.sessiontoken.value.RequestorName;

/** The reply topics: who has one, how many partitions it has, and on which of them a reply is. Safe for all threads. */
final class ReplyTopics {

    /** How many partitions a reply topic has. */
    @FunctionalInterface
    interface Partitions {

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
    ReplyTopics(Set<RequestorName> requestors, Partitions partitions, Predicate<RequestorName> writable) {
        this.requestors = requestors;
        this.partitions = partitions;
        this.writable = writable;
    }

    boolean has(RequestorName requestor) {
        return requestors.contains(requestor);
    }

    CompletionStage<Integer> partitions(RequestorName requestor, ReturnAddress address) {
        return partitions.of(Topics.repliesTo(requestor), address.partition());
    }

    /** One requestor whose reply topic is missing does not hold up the others. */
    boolean isWritable() {
        return requestors.isEmpty() || requestors.stream().anyMatch(writable);
    }

    /** The partition that is asked for, if the requestor's reply topic has it; otherwise the reply's key chooses. */
    static Optional<Integer> partition(RequestorName requestor, ReturnAddress address, int partitions) {
        String replyTopic = Topics.repliesTo(requestor);
        return address.partition()
                .filter(p -> p >= 0 && p < partitions)
                .filter(p -> address.topic().stream().allMatch(replyTopic::equals));
    }
}
