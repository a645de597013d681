package org.sessiontoken.session.signon;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Two processors of one partition. Each may, at any time, begin where the group has committed, answer the next record, commit, or be
 * killed. Neither knows of the other, and nothing keeps the one that has lost the partition from answering and from committing: that is
 * worse than what Kafka allows.
 */
final class TwoProcessors {

    private static final int DOWN = -1;

    /**
     * Where everything is.
     *
     * @param begins from which record on each processor has read
     * @param positions the record that each processor answers next, or {@link #DOWN}
     * @param committed the record with which whoever takes over begins
     */
    private record State(List<Integer> begins, List<Integer> positions, int committed) {

        State with(int processor, int begin, int position) {
            return new State(replaced(begins, processor, begin), replaced(positions, processor, position), committed);
        }

        State committing(int processor) {
            return new State(begins, positions, positions.get(processor));
        }

        private static List<Integer> replaced(List<Integer> list, int index, int value) {
            return index == 0 ? List.of(value, list.get(1)) : List.of(list.get(0), value);
        }
    }

    private final List<SignOnAttempt> log;
    private final Rebuild rebuild;
    private final Map<Integer, SignOnDecision> answers = new HashMap<>();
    private final Map<Integer, List<SignOnDecision>> read = new HashMap<>();
    private final Set<State> seen = new HashSet<>();
    private final Deque<State> open = new ArrayDeque<>();

    private TwoProcessors(List<SignOnAttempt> log, Rebuild rebuild) {
        this.log = log;
        this.rebuild = rebuild;
    }

    /** Looks at all that may happen to a log, and says how many states that are. */
    static int explore(List<SignOnAttempt> log, Rebuild rebuild) {
        TwoProcessors world = new TwoProcessors(log, rebuild);
        world.reach(new State(List.of(0, 0), List.of(DOWN, DOWN), 0));
        while (!world.open.isEmpty()) {
            world.step(world.open.pop());
        }
        world.assertOneWinner();
        return world.seen.size();
    }

    private void reach(State state) {
        if (seen.add(state)) {
            open.push(state);
        }
    }

    private void step(State state) {
        for (int processor = 0; processor < 2; processor++) {
            int position = state.positions().get(processor);
            if (position == DOWN) {
                int first = state.committed();
                reach(state.with(processor, rebuild.begin(log, first), first));
                continue;
            }
            reach(state.with(processor, 0, DOWN));
            reach(state.committing(processor));
            if (position < log.size()) {
                answer(state.begins().get(processor), position);
                reach(state.with(processor, state.begins().get(processor), position + 1));
            }
        }
    }

    private void answer(int begin, int position) {
        SignOnDecision answer = read.computeIfAbsent(begin, this::readFrom).get(position - begin);
        SignOnDecision earlier = answers.putIfAbsent(position, answer);
        if (earlier != null) {
            assertThat(answer)
                    .as("one answer to attempt %d, whoever gives it and whenever", position)
                    .isEqualTo(earlier);
        }
    }

    private List<SignOnDecision> readFrom(int begin) {
        SignOnLog processor = new SignOnLog(Attempts.PARTITION);
        return log.subList(begin, log.size()).stream()
                .map(attempt -> processor.next(
                        attempt,
                        attempt.token().equals(Attempts.TOKEN) ? Optional.of(Attempts.ISSUED) : Optional.empty()))
                .toList();
    }

    private void assertOneWinner() {
        assertThat(answers).as("each attempt is answered").hasSize(log.size());
        List<Integer> winners = IntStream.range(0, log.size())
                .filter(offset -> Objects.requireNonNull(answers.get(offset)).verdict() == Verdict.SIGNED_ON)
                .boxed()
                .toList();
        List<Integer> first = IntStream.range(0, log.size())
                .filter(offset -> isValid(log.get(offset)))
                .limit(1)
                .boxed()
                .toList();
        assertThat(winners).as("the first valid attempt, and no other, wins").isEqualTo(first);
        if (!first.isEmpty()) {
            Device winner = log.get(first.get(0)).device();
            answers.forEach((offset, answer) -> {
                if (answer.verdict().signsOn()) {
                    assertThat(log.get(offset).device())
                            .as("nobody but the winner signs on")
                            .isEqualTo(winner);
                }
            });
        }
    }

    /** Said once more, by what was attempted and by nothing of the product. */
    private static boolean isValid(SignOnAttempt attempt) {
        return attempt.token().equals(Attempts.TOKEN)
                && attempt.key().equals(Attempts.TOKEN)
                && attempt.tenantId().equals(Attempts.TENANT)
                && attempt.at().isBefore(attempt.deadline())
                && attempt.at().isBefore(Attempts.ISSUED.expiresAt());
    }
}
