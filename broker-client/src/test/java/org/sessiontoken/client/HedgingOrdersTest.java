package org.sessiontoken.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What holds whatever happens to a request, in each order: a request to instance a, its acknowledgement, replies to both
 * sendings, its deadline, looks, answers of the other instance, and changes of the group.
 */
class HedgingOrdersTest {

    private static final int MAX_STEPS = 5;
    private static final List<Integer> ALL = List.of(0, 1, 2, 3);
    private static final Duration PATIENCE = Duration.ofMillis(500);
    private static final Map<Integer, String> BOTH = Map.of(0, "a", 1, "a", 2, "b", 3, "b");
    private static final Map<Integer, String> ONLY_B = Map.of(0, "b", 1, "b", 2, "b", 3, "b");
    private static final Map<Integer, String> A_HAS_LEFT = Map.of(2, "b", 3, "b");

    private enum Step {
        ACKNOWLEDGED,
        ANSWERED_FIRST,
        ANSWERED_SECOND,
        LEFT,
        LOOK,
        LOOK_LATER,
        OTHER_ANSWERS,
        BOTH_THERE,
        A_LEAVES,
        B_TAKES_OVER,
        NOBODY_KNOWN
    }

    /** May happen once, as each is an event of the one request. */
    private static final Set<Step> ONCE =
            EnumSet.of(Step.ACKNOWLEDGED, Step.ANSWERED_FIRST, Step.ANSWERED_SECOND, Step.LEFT);

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aRequestIsSentAgainAtMostOnceAndOnlyWhileItWaits(boolean repeatable) {
        long sentAgain = enumerate(repeatable, new ArrayDeque<>());

        assertThat(sentAgain > 0).isEqualTo(repeatable);
    }

    /** Runs each order that begins with these steps, and counts those in which the request was sent again. */
    private static long enumerate(boolean repeatable, Deque<Step> steps) {
        long ordered = run(repeatable, steps);
        if (steps.size() == MAX_STEPS) {
            return ordered;
        }
        for (Step next : Step.values()) {
            if (!ONCE.contains(next) || !steps.contains(next)) {
                // Two looks, or two changes of the group, after one another show nothing that one does not.
                if (next.equals(steps.peekLast())) {
                    continue;
                }
                steps.addLast(next);
                ordered += enumerate(repeatable, steps);
                steps.removeLast();
            }
        }
        return ordered;
    }

    private static int run(boolean repeatable, Deque<Step> steps) {
        Order order = new Order(repeatable);
        steps.forEach(order::take);
        order.end();
        return order.sentAgain;
    }

    private static final class Order {

        private final Hedging hedging;
        private final SentRequest request;
        private Map<Integer, String> owners = BOTH;
        private long now;
        private boolean acknowledged;
        private boolean left;
        private int sentAgain;

        Order(boolean repeatable) {
            hedging = new Hedging(PATIENCE, new HedgingBudget(10), new SilenceListener() {
                @Override
                public void isSilent(String instance, long sinceMs) {
                    require(owners.containsValue(instance), "only those that are there are told of");
                }

                @Override
                public void answersAgain(String instance, long afterMs) {
                    require(owners.containsValue(instance), "only those that are there are told of");
                }
            });
            hedging.ownersAre(BOTH, now);
            request = new SentRequest(repeatable, partition -> {});
            hedging.route(request, List.of(0, 1), now);
        }

        /** Cheaper than an assertion of the library: this is asked millions of times. */
        private static void require(boolean holds, String what) {
            if (!holds) {
                throw new AssertionError("not so: " + what);
            }
        }

        void take(Step step) {
            switch (step) {
                case ACKNOWLEDGED -> {
                    acknowledged = true;
                    hedging.acknowledged(request, now);
                }
                case ANSWERED_FIRST -> answered(false);
                case ANSWERED_SECOND -> answered(true);
                case LEFT -> leave();
                case LOOK -> look();
                case LOOK_LATER -> {
                    // Not in one step, which would be a standstill of the program.
                    now += PATIENCE.dividedBy(2).toNanos();
                    look();
                    now += PATIENCE.dividedBy(2).toNanos();
                    look();
                }
                case OTHER_ANSWERS -> {
                    SentRequest other = new SentRequest(false, partition -> {});
                    hedging.route(other, List.of(2, 3), now);
                    hedging.acknowledged(other, now);
                    now += 1;
                    hedging.answered(other, false, now);
                    hedging.left(other);
                }
                case BOTH_THERE -> owners(BOTH);
                case A_LEAVES -> owners(A_HAS_LEFT);
                case B_TAKES_OVER -> owners(ONLY_B);
                case NOBODY_KNOWN -> owners(Map.of());
            }
            require(hedging.silentInstances() <= 2, "no more are silent than there are");
        }

        private void answered(boolean isToSecond) {
            hedging.answered(request, isToSecond, now);
            leave();
        }

        private void leave() {
            hedging.left(request);
            left = true;
        }

        private void owners(Map<Integer, String> changed) {
            owners = changed;
            hedging.ownersAre(changed, now);
        }

        private void look() {
            for (SentRequest again : hedging.due(ALL, now)) {
                sentAgain++;
                require(again == request, "nothing else is sent again");
                require(again.isRepeatable(), "it may be sent again");
                require(acknowledged && !left, "it waits for its reply");
                String second = owners.get(again.second());
                require(second != null && !second.equals(owners.get(again.first)), "it goes to another instance");
            }
            require(sentAgain <= 1, "it is sent again once");
        }

        /** However it went, a request that has left is not sent again. */
        void end() {
            leave();
            take(Step.BOTH_THERE);
            take(Step.OTHER_ANSWERS);
            take(Step.LOOK_LATER);
        }
    }
}
