package org.sessiontoken.broker.answered;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * The questions about one partition, and what was read of it. A question is answered once everything is read that was on the
 * partition when it was asked. For one thread.
 */
final class PartitionQuestions {

    /** How far the clocks of two Kafka nodes may differ. */
    private static final long CLOCK_SKEW = 5_000;

    /** Questions come roughly in the order of their times: a little more is read, so that nothing is read again for the next. */
    private static final long MARGIN = 5_000;

    private final SeenOutcomes seen;
    private final List<Question> added = new ArrayList<>();
    private final Map<String, List<Asked>> waiting = new HashMap<>();

    /** @param maxIds how many IDs are remembered between questions */
    PartitionQuestions(int maxIds) {
        this.seen = new SeenOutcomes(maxIds);
    }

    /** Adds a question, which {@link #ask} asks. */
    void add(Question question) {
        added.add(question);
    }

    boolean hasAdded() {
        return !added.isEmpty();
    }

    boolean isWaiting() {
        return !waiting.isEmpty();
    }

    /** Whether what was read does not suffice for the added questions, so that older outcomes must be read first. */
    boolean mustRestart() {
        return added.stream().anyMatch(question -> !seen.cover(earliest(question)));
    }

    /**
     * Begins anew for all questions.
     *
     * @return the time of the first outcome to be read, in milliseconds since 1970
     */
    long restart() {
        long time = unanswered().stream()
                        .mapToLong(PartitionQuestions::earliest)
                        .min()
                        .orElseThrow()
                - MARGIN;
        seen.restart(time);
        return time;
    }

    private static long earliest(Question question) {
        return question.place().since() - CLOCK_SKEW;
    }

    /** Asks the added questions: they are answered when everything before the end is read. */
    void ask(long end) {
        for (Question question : added) {
            String id = question.place().id();
            if (seen.contain(id)) {
                question.answer(true);
            } else {
                waiting.computeIfAbsent(id, none -> new ArrayList<>()).add(new Asked(question, end));
            }
        }
        added.clear();
    }

    /** An outcome was read. */
    void read(String id, long timestamp) {
        seen.add(id, timestamp);
        List<Asked> found = waiting.remove(id);
        if (found != null) {
            found.forEach(asked -> asked.question.answer(true));
        }
    }

    /** Everything before this offset has been read. */
    void readUpTo(long position) {
        Iterator<List<Asked>> all = waiting.values().iterator();
        while (all.hasNext()) {
            List<Asked> alike = all.next();
            alike.removeIf(asked -> answersNo(asked, position));
            if (alike.isEmpty()) {
                all.remove();
            }
        }
    }

    private static boolean answersNo(Asked asked, long position) {
        boolean isMissing = position >= asked.end && !asked.question.isPatient();
        if (isMissing) {
            asked.question.answer(false);
        }
        return isMissing;
    }

    private List<Question> unanswered() {
        List<Question> all = new ArrayList<>(added);
        waiting.values().forEach(alike -> alike.forEach(asked -> all.add(asked.question)));
        return all;
    }

    private record Asked(Question question, long end) {}
}
