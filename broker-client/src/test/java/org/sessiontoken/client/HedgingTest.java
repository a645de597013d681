package org.sessiontoken.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Instance a owns the partitions 0 and 1, and instance b the partitions 2 and 3, unless a test says otherwise. */
class HedgingTest {

    private static final List<Integer> ALL = List.of(0, 1, 2, 3);
    private static final List<Integer> OF_A = List.of(0, 1);
    private static final List<Integer> OF_B = List.of(2, 3);
    private static final Map<Integer, String> BOTH = Map.of(0, "a", 1, "a", 2, "b", 3, "b");
    private static final Duration PATIENCE = Duration.ofMillis(500);
    private static final Duration LOOK = Duration.ofMillis(50);

    private final Random random = new Random(20);
    private final List<String> told = new ArrayList<>();
    private final Hedging hedging = hedging(100);
    // Close to the largest time there is, which it exceeds during a test: times may overflow.
    private long now = Long.MAX_VALUE - Duration.ofSeconds(1).toNanos();

    private Hedging hedging(int maxInFlight) {
        return new Hedging(PATIENCE, new HedgingBudget(maxInFlight), new SilenceListener() {
            @Override
            public void isSilent(String instance, long sinceMs) {
                told.add(instance + " silent");
            }

            @Override
            public void answersAgain(String instance, long afterMs) {
                told.add(instance + " answers");
            }
        });
    }

    @BeforeEach
    void bothInstancesAreThere() {
        hedging.ownersAre(BOTH, now);
    }

    @Nested
    class ARequest {

        @Test
        void goesToEachPartitionInTurn() {
            assertThat(partitionsOf(400, ALL)).containsExactlyInAnyOrderElementsOf(ALL);
        }

        @Test
        void goesToAvailablePartitionsOnly() {
            assertThat(partitionsOf(400, List.of(1, 2))).containsExactlyInAnyOrder(1, 2);
        }

        @Test
        void avoidsASilentInstance() {
            aFallsSilent();

            assertThat(partitionsOf(100, ALL)).containsExactlyInAnyOrderElementsOf(OF_B);
        }

        @Test
        void avoidsAPartitionThatNobodyOwns() {
            hedging.ownersAre(Map.of(0, "a", 2, "b"), now);

            assertThat(partitionsOf(400, ALL)).containsExactlyInAnyOrder(0, 2);
        }

        @Test
        void goesToAnyPartitionWhileNoOwnerIsKnown() {
            hedging.ownersAre(Map.of(), now);

            assertThat(partitionsOf(400, ALL)).containsExactlyInAnyOrderElementsOf(ALL);
        }

        @Test
        void goesToASilentInstanceIfOnlyItsPartitionsAreAvailable() {
            aFallsSilent();

            assertThat(partitionsOf(100, OF_A)).containsExactlyInAnyOrderElementsOf(OF_A);
        }
    }

    @Nested
    class AnInstance {

        @Test
        void isNotSilentWhileItOwesNothing() {
            passes(Duration.ofSeconds(5), () -> answered(sent(true, OF_B)));

            assertThat(hedging.silentInstances()).isZero();
        }

        @Test
        void isSilentOnceItHasGivenNoReplyForAWhileAndAnotherHas() {
            sent(true, OF_A);

            passes(PATIENCE.minus(LOOK), () -> answered(sent(true, OF_B)));
            assertThat(hedging.silentInstances()).isZero();
            passes(LOOK, () -> answered(sent(true, OF_B)));

            assertThat(told).containsExactly("a silent");
            assertThat(hedging.silentInstances()).isOne();
        }

        @Test
        void isNotSilentIfNoInstanceAnswers() {
            sent(true, OF_A);
            sent(true, OF_B);

            passes(Duration.ofSeconds(5), () -> {});

            assertThat(told).isEmpty();
        }

        @Test
        void isNotSilentIfItAnswersWithOneOfItsPartitions() {
            SentRequest slow = sent(true, List.of(0));

            passes(Duration.ofSeconds(5), () -> {
                answered(sent(true, List.of(1)));
                answered(sent(true, OF_B));
            });

            assertThat(told).isEmpty();
            assertThat(slow.second()).isNegative();
        }

        @Test
        void isNotSilentIfItAnswersLate() {
            Deque<SentRequest> waiting = new ArrayDeque<>();

            passes(Duration.ofSeconds(10), () -> {
                waiting.add(sent(true, OF_A));
                answered(sent(true, OF_B));
                // Later and later, until each waits for two seconds.
                if (random.nextInt(10) > 2 || waiting.size() > 40) {
                    answered(waiting.remove());
                }
            });

            assertThat(told).isEmpty();
        }

        @Test
        void isNotSilentForAsLongAsRepliesUsuallyTakeTwice() {
            for (int i = 0; i < 100; i++) {
                SentRequest slow = sent(true, OF_B);
                now += Duration.ofSeconds(1).toNanos();
                answered(slow);
            }
            hedging.due(ALL, now);
            SentRequest request = sent(true, OF_A);

            passes(Duration.ofMillis(1_900), () -> {});
            assertThat(request.second()).isNegative();
            passes(Duration.ofMillis(100), () -> {});

            assertThat(request.second()).isIn(OF_B);
        }

        @Test
        void isSilentAsSoonIfRepliesOvertakeTheAcknowledgementsOfTheirRequests() {
            answered(routed(true, OF_B));
            sent(true, OF_A);

            passes(PATIENCE.plus(LOOK), () -> answered(sent(true, OF_B)));

            assertThat(told).containsExactly("a silent");
        }

        @Test
        void isSilentIfASecondSendingIsAnsweredByAnotherFirst() {
            SentRequest request = sent(true, OF_A);
            passes(PATIENCE, () -> {});
            assertThat(request.second()).isIn(OF_B);
            assertThat(told).as("nobody has been asked meanwhile").isEmpty();

            hedging.answered(request, true, now);

            assertThat(told).containsExactly("a silent");
        }

        @Test
        void answersAgainWithItsFirstReply() {
            SentRequest late = aFallsSilent();

            hedging.answered(late, false, now);

            assertThat(told).containsExactly("a silent", "a answers");
            assertThat(partitionsOf(400, ALL)).containsExactlyInAnyOrderElementsOf(ALL);
        }

        @Test
        void isForgottenWhenItLeavesTheGroup() {
            aFallsSilent();

            hedging.ownersAre(Map.of(0, "b", 1, "b", 2, "b", 3, "b"), now);

            assertThat(hedging.silentInstances()).isZero();
            assertThat(partitionsOf(400, ALL)).containsExactlyInAnyOrderElementsOf(ALL);
        }

        @Test
        void staysSilentWhileItsGroupIsDescribedAsBefore() {
            aFallsSilent();

            hedging.ownersAre(BOTH, now);

            assertThat(hedging.silentInstances()).isOne();
        }

        @Test
        void getsTimeForWhatItTakesOver() {
            sent(true, OF_A);
            passes(PATIENCE.minus(LOOK), () -> answered(sent(true, OF_B)));

            hedging.ownersAre(Map.of(0, "c", 1, "c", 2, "b", 3, "b"), now);
            passes(PATIENCE.minus(LOOK), () -> answered(sent(true, OF_B)));

            assertThat(told).isEmpty();
        }

        @Test
        void getsTimeForWhatItTakesOverAlsoIfItHasBeenIdle() {
            hedging.ownersAre(Map.of(0, "a", 2, "b", 3, "c"), now);
            sent(true, List.of(0));
            passes(PATIENCE.minus(LOOK), () -> answered(sent(true, List.of(3))));

            hedging.ownersAre(Map.of(0, "b", 2, "b", 3, "c"), now);
            passes(PATIENCE.minus(LOOK), () -> answered(sent(true, List.of(3))));
            assertThat(told).isEmpty();
            passes(LOOK, () -> answered(sent(true, List.of(3))));

            assertThat(told).containsExactly("b silent");
        }

        @Test
        void isAskedAgainAfterTenSecondsAtTheLatest() {
            SentRequest last = sent(false, OF_A);
            passes(PATIENCE, () -> answered(sent(false, OF_B)));
            assertThat(told).containsExactly("a silent");
            hedging.left(last);

            passes(Hedging.MAX_SILENCE, () -> {});

            assertThat(hedging.silentInstances()).isZero();
        }

        @Test
        void getsTimeAfterAStandstillOfThisProgram() {
            look();
            sent(true, OF_A);
            now += Duration.ofSeconds(3).toNanos();

            answered(sent(true, OF_B));
            look();
            passes(PATIENCE.minus(LOOK), () -> answered(sent(true, OF_B)));

            assertThat(told).isEmpty();
        }
    }

    @Nested
    class TheSecondSending {

        @Test
        void goesToAnotherInstanceOnce() {
            SentRequest request = sent(true, OF_A);

            passes(PATIENCE, () -> answered(sent(true, OF_B)));
            assertThat(request.second()).isIn(OF_B);
            int second = request.second();
            List<SentRequest> later = passes(Duration.ofSeconds(2), () -> answered(sent(true, OF_B)));

            assertThat(later).isEmpty();
            assertThat(request.second()).isEqualTo(second);
        }

        @Test
        void isThatOfAllThatASilentInstanceOwesAtOnce() {
            List<SentRequest> owed = new ArrayList<>();

            List<SentRequest> again = passes(PATIENCE.plus(LOOK.multipliedBy(2)), () -> {
                owed.add(sent(true, OF_A));
                answered(sent(true, OF_B));
            });

            assertThat(again).containsAll(owed.subList(0, 9));
            assertThat(again.stream().map(SentRequest::second).collect(Collectors.toSet()))
                    .as("spread over the partitions of the other instance")
                    .containsExactlyInAnyOrderElementsOf(OF_B);
        }

        @Test
        void isThatOfARequestWithoutAnyOthersToo() {
            SentRequest only = sent(true, OF_A);

            assertThat(passes(PATIENCE, () -> {})).containsExactly(only);
        }

        @Test
        void isThatOfARequestOnAPartitionWithoutOwner() {
            hedging.ownersAre(Map.of(2, "b", 3, "b"), now);
            SentRequest request = sent(true, OF_A);

            assertThat(passes(PATIENCE, () -> {})).containsExactly(request);
            assertThat(request.second()).isIn(OF_B);
        }

        @Test
        void isThatOfARequestOnAPartitionThatExistsNoMore() {
            SentRequest request = sent(true, OF_A);
            hedging.ownersAre(Map.of(0, "b"), now);
            hedging.ownersAre(Map.of(), now);
            hedging.ownersAre(Map.of(2, "b"), now);

            passes(PATIENCE, () -> {}, List.of(2));

            assertThat(request.second()).isEqualTo(2);
        }

        @Test
        void isNeverThatOfARequestThatMayNotBeRepeated() {
            sent(false, OF_A);

            assertThat(passes(Duration.ofSeconds(5), () -> answered(sent(false, OF_B))))
                    .isEmpty();
            assertThat(told).as("but it shows that the instance is silent").contains("a silent");
        }

        @Test
        void isNeverThatOfARequestThatKafkaDoesNotHave() {
            SentRequest request = routed(true, OF_A);

            assertThat(passes(Duration.ofSeconds(5), () -> answered(sent(true, OF_B))))
                    .isEmpty();
            assertThat(request.second()).isNegative();
        }

        @Test
        void isNeverThatOfARequestThatHasLeft() {
            SentRequest request = routed(true, OF_A);
            hedging.left(request);
            hedging.acknowledged(request, now);

            assertThat(passes(Duration.ofSeconds(5), () -> answered(sent(true, OF_B))))
                    .isEmpty();
        }

        @Test
        void doesNotGoToTheOnlyInstance() {
            hedging.ownersAre(Map.of(0, "a", 1, "a", 2, "a", 3, "a"), now);
            sent(true, ALL);

            assertThat(passes(Duration.ofSeconds(5), () -> {})).isEmpty();
        }

        @Test
        void doesNotGoToAnInstanceThatIsOverdueItself() {
            sent(true, OF_A);
            sent(true, OF_B);

            assertThat(passes(Duration.ofSeconds(5), () -> {})).isEmpty();
        }

        @Test
        void doesNotGoToAPartitionWithoutALeader() {
            SentRequest request = sent(true, OF_A);

            passes(PATIENCE, () -> {}, List.of(0, 1, 3));

            assertThat(request.second()).isEqualTo(3);
        }

        @Test
        void isConsideredForNothingWhileNoPartitionIsKnown() {
            sent(true, OF_A);

            assertThat(passes(PATIENCE, () -> {}, List.of())).isEmpty();
        }

        @Test
        void isAnsweredByNobodyIfItHasNotTakenPlace() {
            SentRequest request = sent(true, OF_A);

            hedging.answered(request, true, now);

            assertThat(told).isEmpty();
        }
    }

    @Nested
    class TheBudget {

        @Test
        void allowsAsManySecondSendingsAsRequestsMayBeInFlight() {
            Hedging small = hedging(10);
            small.ownersAre(BOTH, now);
            IntStream.range(0, 15).forEach(i -> send(small, true, OF_A));
            List<SentRequest> again = new ArrayList<>();
            for (int look = 0; look < 20; look++) {
                small.answered(send(small, false, OF_B), false, now);
                now += LOOK.toNanos();
                again.addAll(small.due(ALL, now));
            }

            assertThat(again).as("and one that was added meanwhile").hasSizeBetween(10, 11);
        }

        @Test
        void keepsHalfForInstancesThatAreKnownToBeSilent() {
            Hedging small = hedging(10);
            small.ownersAre(BOTH, now);
            IntStream.range(0, 15).forEach(i -> send(small, true, OF_A));
            List<SentRequest> again = new ArrayList<>();
            for (int look = 0; look < 20; look++) {
                now += LOOK.toNanos();
                again.addAll(small.due(ALL, now));
            }

            assertThat(again).hasSize(5);
        }

        @Test
        void grantsATwentiethOfTheRequestsOverALongTime() {
            HedgingBudget budget = new HedgingBudget(8);
            int granted = 0;
            for (int request = 0; request < 1_000; request++) {
                budget.earn();
                granted += budget.spend(HedgingBudget.ALL) ? 1 : 0;
            }

            assertThat(granted).isBetween(57, 58);
        }

        @Test
        void isNeverMoreThanFull() {
            HedgingBudget budget = new HedgingBudget(2);
            IntStream.range(0, 1_000).forEach(i -> budget.earn());

            assertThat(IntStream.range(0, 10).filter(i -> budget.spend(HedgingBudget.ALL)))
                    .hasSize(2);
        }
    }

    @Nested
    class AProbe {

        @Test
        void goesToASilentInstanceNowAndThenAndIsRepeatedSoon() {
            aFallsSilent();
            now += PATIENCE.toNanos();
            look();

            SentRequest probe = sent(true, ALL);
            assertThat(probe.first).isIn(OF_A);
            assertThat(sent(true, ALL).first).as("the next one is not due yet").isIn(OF_B);
            assertThat(partitionsOf(100, ALL)).as("but not others").containsExactlyInAnyOrderElementsOf(OF_B);
            List<SentRequest> again = passes(PATIENCE.dividedBy(5), () -> {});

            assertThat(again).containsExactly(probe);
            assertThat(probe.second()).isIn(OF_B);
        }

        @Test
        void isNoRequestThatMayNotBeRepeated() {
            aFallsSilent();
            now += PATIENCE.toNanos();

            assertThat(sent(false, ALL).first).isIn(OF_B);
        }

        @Test
        void endsTheSilenceIfItIsAnswered() {
            aFallsSilent();
            now += PATIENCE.toNanos();

            answered(sent(true, ALL));

            assertThat(told).containsExactly("a silent", "a answers");
        }
    }

    /** The request that it does not answer. */
    private SentRequest aFallsSilent() {
        SentRequest request = sent(true, OF_A);
        passes(PATIENCE, () -> answered(sent(true, OF_B)));
        assertThat(told).containsExactly("a silent");
        return request;
    }

    private Set<Integer> partitionsOf(int requests, List<Integer> available) {
        return IntStream.range(0, requests)
                .mapToObj(i -> {
                    now += Duration.ofMillis(2).toNanos();
                    // Probes are requests that may be repeated.
                    return routed(false, available).first;
                })
                .collect(Collectors.toSet());
    }

    private SentRequest routed(boolean repeatable, List<Integer> available) {
        SentRequest request = new SentRequest(repeatable, partition -> {});
        hedging.route(request, available, now);
        return request;
    }

    private SentRequest sent(boolean repeatable, List<Integer> available) {
        return send(hedging, repeatable, available);
    }

    private SentRequest send(Hedging sender, boolean repeatable, List<Integer> available) {
        SentRequest request = new SentRequest(repeatable, partition -> {});
        sender.route(request, available, now);
        sender.acknowledged(request, now);
        return request;
    }

    private void answered(SentRequest request) {
        hedging.answered(request, false, now);
        hedging.left(request);
    }

    private List<SentRequest> look() {
        return hedging.due(ALL, now);
    }

    private List<SentRequest> passes(Duration time, Runnable meanwhile) {
        return passes(time, meanwhile, ALL);
    }

    /** Looks as often as the client does, and says what was to be sent again. */
    private List<SentRequest> passes(Duration time, Runnable meanwhile, List<Integer> available) {
        List<SentRequest> again = new ArrayList<>(hedging.due(available, now));
        for (Duration passed = Duration.ZERO; passed.compareTo(time) < 0; passed = passed.plus(LOOK)) {
            now += LOOK.toNanos();
            meanwhile.run();
            again.addAll(hedging.due(available, now));
        }
        return again;
    }
}
