package org.sessiontoken.faults.checker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sessiontoken.faults.checker.Call.Ending;

class CheckerTest {

    @Test
    void findsNothingWhereEverythingHolds() {
        Verdict verdict = Planted.clean().verdict();

        assertThat(verdict.findings()).isEmpty();
    }

    @Test
    void countsWhatIsThere() {
        Verdict verdict = Planted.clean().verdict();

        assertThat(verdict).isEqualTo(new Verdict(5, 1, 4, 1, 0, 1, 0, List.of()));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("faults")
    void findsEachPlantedFault(Rule rule, String what, Consumer<Planted> fault) {
        Planted planted = Planted.clean();

        fault.accept(planted);

        assertThat(planted.verdict().findings())
                .extracting(Finding::rule)
                .contains(rule)
                .isSubsetOf(rule, Rule.REPETITIONS_ARE_ALIKE);
    }

    @Test
    void aFaultIsPlantedAgainstEveryRule() {
        Set<Object> planted = faults().map(fault -> fault.get()[0]).collect(Collectors.toSet());

        assertThat(planted).containsExactlyInAnyOrderElementsOf(Arrays.asList((Object[]) Rule.values()));
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                fault(
                        Rule.EVERY_TOKEN_HAS_ITS_RECORD,
                        "no request, no record",
                        planted -> planted.call("stranger", Ending.OK, "200", "hash")),
                fault(Rule.EVERY_TOKEN_HAS_ITS_RECORD, "what counts is another outcome", planted -> {
                    planted.request("refused", 1);
                    planted.reply("refused", "unauthorised", null, Planted.NOON, 0);
                    planted.call("refused", Ending.OK, "200", "hash");
                }),
                fault(Rule.THE_RECORD_NAMES_THE_TOKEN, "another token", planted -> {
                    planted.request("other", 1);
                    planted.issued("other", "hash-of-other");
                    planted.call("other", Ending.OK, "200", "some-hash");
                }),
                fault(Rule.THE_CALLER_WAS_TOLD_WHAT_COUNTS, "refused, and a token was issued", planted -> {
                    planted.request("told", 1);
                    planted.issued("told", "hash-of-told");
                    planted.call("told", Ending.ANSWERED, "401", null);
                }),
                fault(
                        Rule.THE_CALLER_WAS_TOLD_WHAT_COUNTS,
                        "refused, and nothing is on the topics",
                        planted -> planted.call("untold", Ending.ANSWERED, "401", null)),
                fault(Rule.EVERY_REQUEST_ENDS, "no outcome", planted -> planted.request("lost", 1)),
                fault(Rule.NEVER_TWO_TOKENS, "two tokens", planted -> {
                    planted.request("two", 1);
                    planted.issued("two", "hash-1");
                    planted.reply("two", "issued", "hash-2", Planted.NOON, 0);
                }),
                fault(Rule.REPETITIONS_ARE_ALIKE, "issued, and then expired", planted -> {
                    planted.request("zombie", 1);
                    planted.issued("zombie", "hash-of-zombie");
                    planted.reply("zombie", "expired", null, Planted.DEADLINE.plusSeconds(1), 0);
                }),
                fault(Rule.REPETITIONS_ARE_ALIKE, "unavailable by an instance that could see the answer", planted -> {
                    planted.request("seen", 1);
                    planted.issued("seen", "hash-of-seen");
                    planted.reply("seen", "unavailable", null, Planted.NOON.plusSeconds(9), 0, "broker-2");
                }),
                fault(Rule.REPETITIONS_ARE_ALIKE, "unavailable by the instance that answered", planted -> {
                    planted.request("oneself", 1);
                    planted.issued("oneself", "hash-of-oneself");
                    planted.reply("oneself", "unavailable", null, Planted.NOON, 0);
                }),
                fault(Rule.REPETITIONS_ARE_ALIKE, "two answers about one credential", planted -> {
                    planted.request("judged", 1);
                    planted.issued("judged", "hash-of-judged");
                    planted.reply("judged", "unauthorised", null, Planted.NOON, 0, "broker-2");
                }),
                fault(Rule.OUTCOMES_ARE_ORDERED, "on two partitions", planted -> {
                    planted.request("spread", 1);
                    planted.issued("spread", "hash-of-spread");
                    planted.reply("spread", "issued", "hash-of-spread", Planted.NOON, 1);
                }),
                fault(
                        Rule.NO_OUTCOME_WITHOUT_REQUEST,
                        "a request that is not there",
                        planted -> planted.issued("invented", "hash-of-invented")),
                fault(Rule.ONE_REQUEST_FOR_EACH_CALL, "two requests of one call", planted -> {
                    planted.requests.add(
                            new RequestRecord(1, 0, "flow-wrong", "id-again", "Sign-in", 1, Planted.DEADLINE));
                    planted.replies.add(new ReplyRecord(
                            "replies",
                            1,
                            0,
                            Planted.NOON,
                            "flow-wrong",
                            "id-again",
                            "invalid",
                            "invalid",
                            null,
                            Planted.NOON,
                            Planted.NOON,
                            "broker-1"));
                    planted.calls.removeIf(call -> call.correlationId().equals("flow-wrong"));
                    planted.call("wrong", Ending.UNKNOWN, "504", null);
                }),
                fault(Rule.NO_TOKEN_TWICE, "the token of another request", planted -> {
                    planted.request("thief", 1);
                    planted.issued("thief", "hash-of-ok");
                }),
                fault(Rule.NO_WORK_PAST_THE_DEADLINE, "issued after the deadline", planted -> {
                    planted.request("overtime", 1);
                    planted.reply("overtime", "issued", "hash-of-overtime", Planted.DEADLINE.plusMillis(1), 0);
                }),
                fault(
                        Rule.NOBODY_WAITS_PAST_THE_DEADLINE,
                        "an answer after 15 s",
                        planted -> planted.call("patient", Ending.UNKNOWN, "504", null, Duration.ofSeconds(15), false)),
                fault(
                        Rule.WHAT_WAS_ACKNOWLEDGED_IS_THERE,
                        "acknowledged and gone",
                        planted ->
                                planted.call("gone", Ending.UNKNOWN, "no-reply", null, Duration.ofSeconds(10), true)));
    }

    private static Arguments fault(Rule rule, String what, Consumer<Planted> fault) {
        return arguments(rule, what, fault);
    }

    @Test
    void anAuthServiceThatAnswersDifferentlyMayDoSoButTheFirstAnswerCounts() {
        Planted planted = Planted.clean();
        planted.request("undecided", 1, Planted.FICKLE);
        planted.reply("undecided", "unauthorised", null, Planted.NOON, 0);
        planted.reply("undecided", "issued", "hash-of-undecided", Planted.NOON, 0);

        assertThat(planted.verdict().isClean()).isTrue();
        assertThat(planted.verdict().repeatedDiffering()).isOne();

        planted.call("undecided", Ending.OK, "200", "hash-of-undecided");

        assertThat(planted.verdict().findings())
                .extracting(Finding::rule)
                .containsExactly(Rule.EVERY_TOKEN_HAS_ITS_RECORD);
    }

    @Test
    void anInstanceThatIsUnavailableItselfMayAnswerAtOnceWithAnother() {
        Planted planted = Planted.clean();
        planted.request("at-once", 1);
        planted.reply("at-once", "unavailable", null, Planted.NOON, 0, "broker-2");
        planted.issued("at-once", "hash-of-at-once");

        assertThat(planted.verdict().isClean()).isTrue();
        assertThat(planted.verdict().repeatedDiffering()).isOne();
    }

    @Test
    void tellsTokensThatTheirCallersDidNotGet() {
        Planted planted = Planted.clean();
        planted.request("cut-off", 1);
        planted.issued("cut-off", "hash-of-cut-off");
        planted.call("cut-off", Ending.UNKNOWN, "IOException", null);

        assertThat(planted.verdict().isClean()).isTrue();
        assertThat(planted.verdict().issuedUnseen()).isOne();
    }
}
