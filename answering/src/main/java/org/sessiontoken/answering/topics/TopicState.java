package org.sessiontoken.answering.topics;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.kafka.common.Uuid;
import org.sessiontoken.kafka.topics.ObservedTopic;

/**
 * What is known of the topics. One thread, that of the looks, calls {@link #asking()}, {@link #seen} and
 * {@link #allAccepted()}; any thread may ask.
 */
final class TopicState {

    /** A Kafka that has not answered for this long counts as lost: it answers within milliseconds otherwise. */
    static final Duration MAX_AGE = Duration.ofSeconds(5);

    private final LongSupplier nanos;
    private final CompletableFuture<Void> created = new CompletableFuture<>();
    private final Queue<Question> questions = new ConcurrentLinkedQueue<>();
    private final List<Consumer<String>> replacements = new CopyOnWriteArrayList<>();

    private volatile Map<String, ObservedTopic> topics = Map.of();
    private volatile boolean complete;
    private volatile long seenAt;

    // For the thread of the looks alone.
    private final Map<String, Uuid> ids = new HashMap<>();
    private final List<Question> asked = new ArrayList<>();

    /** @param nanos a clock that never goes back */
    TopicState(LongSupplier nanos) {
        this.nanos = nanos;
    }

    CompletionStage<Void> created() {
        return created.minimalCompletionStage();
    }

    boolean isComplete() {
        return complete && isFresh();
    }

    private boolean isFresh() {
        return nanos.getAsLong() - seenAt <= MAX_AGE.toNanos();
    }

    boolean exists(String topic) {
        return topics.containsKey(topic);
    }

    int partitions(String topic) {
        ObservedTopic observed = topics.get(topic);
        return observed == null ? 0 : observed.partitions();
    }

    OptionalInt minInSync(String topic) {
        ObservedTopic observed = topics.get(topic);
        return observed == null || !isFresh() ? OptionalInt.empty() : OptionalInt.of(observed.minInSync());
    }

    CompletionStage<Integer> partitions(String topic, Optional<Integer> wanted) {
        int known = partitions(topic);
        if (known > 0 && wanted.filter(partition -> partition >= known).isEmpty()) {
            return CompletableFuture.completedFuture(known);
        }
        Question question = new Question(topic, new CompletableFuture<>());
        questions.add(question);
        return question.answer();
    }

    void onReplaced(Consumer<String> listener) {
        replacements.add(listener);
    }

    /** A look begins: it answers the questions that were put before. */
    void asking() {
        for (Question question = questions.poll(); question != null; question = questions.poll()) {
            asked.add(question);
        }
    }

    /** Whether the topic was there before. */
    boolean isKnown(String topic) {
        return ids.containsKey(topic);
    }

    /**
     * Kafka has answered.
     *
     * @param found the topics that exist
     * @param usable whether those are all, and the service has the rights that it needs
     */
    void seen(Map<String, ObservedTopic> found, boolean usable) {
        topics = Map.copyOf(found);
        seenAt = nanos.getAsLong();
        complete = usable;
        answerQuestions();
        found.forEach((name, topic) -> {
            Uuid before = ids.put(name, topic.id());
            if (before != null && !before.equals(topic.id())) {
                replacements.forEach(listener -> listener.accept(name));
            }
        });
    }

    /** Those for a topic that is missing remain. */
    private void answerQuestions() {
        asked.removeIf(question -> {
            int partitions = partitions(question.topic());
            if (partitions > 0) {
                // On another thread: whoever has asked goes on with work that may take long.
                question.answer().completeAsync(() -> partitions);
            }
            return partitions > 0;
        });
    }

    /** All topics exist, and may be used. */
    void allAccepted() {
        created.complete(null);
    }

    private record Question(String topic, CompletableFuture<Integer> answer) {}
}
