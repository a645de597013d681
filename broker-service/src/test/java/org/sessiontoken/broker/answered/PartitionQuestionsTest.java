package org.sessiontoken.broker.answered;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A question about a partition is answered rightly, whatever is written, read, forgotten and asked before and after it. */
class PartitionQuestionsTest {

    private static final String[] STEPS = {"write a", "write b", "write c", "ask a", "ask b", "read"};
    private static final int LENGTH = 7;

    /** Longer than what is read in addition, for clocks that differ. */
    private static final long BETWEEN_RECORDS = 60_000;

    @Test
    void isAnsweredRightlyInEveryOrderOfSteps() {
        int orders = (int) Math.pow(STEPS.length, LENGTH);
        int answers = 0;
        for (int order = 0; order < orders; order++) {
            Partition partition = new Partition();
            int rest = order;
            for (int i = 0; i < LENGTH; i++) {
                partition.step(STEPS[rest % STEPS.length]);
                rest /= STEPS.length;
            }
            answers += partition.assertAnswered();
        }

        assertThat(answers).isGreaterThan(orders);
    }

    @Test
    void isAnsweredAtOnceIfTheOutcomeWasReadBefore() {
        Partition partition = new Partition();
        for (String step : List.of("write a", "write b", "ask b", "read", "read")) {
            partition.step(step);
        }
        int read = partition.reads;

        partition.step("ask b");

        assertThat(partition.asked.get(1).question.isSettled()).isTrue();
        assertThat(partition.reads).isEqualTo(read);
    }

    /** A partition and whoever reads it. At most two IDs are remembered. */
    private static final class Partition {

        private final PartitionQuestions questions = new PartitionQuestions(2);
        private final List<String> log = new ArrayList<>();
        private final List<Asked> asked = new ArrayList<>();
        private int position;
        private int reads;

        void step(String step) {
            String id = step.substring(step.length() - 1);
            if (step.startsWith("write")) {
                log.add(id);
            } else if (step.startsWith("ask")) {
                // One asks about all that was written, the other about what is newer.
                ask(id, id.equals("a") ? 0 : Math.max(0, log.size() - 1) * BETWEEN_RECORDS);
            } else {
                read();
            }
            questions.readUpTo(position);
        }

        private void ask(String id, long since) {
            List<LookupResult> results = new ArrayList<>();
            Question question =
                    new Question(new OutcomePlace("topic", Optional.of(0), id, since), () -> false, results::add);
            question.ask(1);
            questions.add(question);
            if (questions.mustRestart()) {
                long time = questions.restart();
                position = (int) Math.max(0, (time + BETWEEN_RECORDS - 1) / BETWEEN_RECORDS);
            }
            boolean written =
                    log.subList((int) (since / BETWEEN_RECORDS), log.size()).contains(id);
            asked.add(new Asked(question, results, written));
            questions.ask(log.size());
        }

        private void read() {
            if (position < log.size()) {
                reads++;
                questions.read(log.get(position), position * BETWEEN_RECORDS);
                position++;
            }
        }

        int assertAnswered() {
            while (position < log.size()) {
                step("read");
            }
            questions.readUpTo(position);
            for (Asked one : asked) {
                assertThat(one.results).hasSize(1);
                if (one.wasWritten) {
                    assertThat(one.results).containsExactly(LookupResult.FOUND);
                } else if (!log.contains(one.question.place().id())) {
                    assertThat(one.results).containsExactly(LookupResult.NONE);
                }
            }
            return asked.size();
        }
    }

    private record Asked(Question question, List<LookupResult> results, boolean wasWritten) {}
}
