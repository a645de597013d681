package org.sessiontoken.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HouseRulesTest {

    static Stream<HouseRule> rules() {
        return Stream.of(ModuleRules.all(), CodeRules.all()).flatMap(List::stream);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void areKeptByAllModules(HouseRule rule) {
        rule.rule().check(Production.classes());
    }

    @ParameterizedTest
    @MethodSource("rules")
    void refuseWhatBreaksThem(HouseRule rule) {
        assertThat(rule.breaking()).isNotEmpty();
        List<String> refusals = rule.refusalsIn(rule.breaking());
        assertThat(rule.breaking())
                .allSatisfy(breaking -> assertThat(refusals)
                        .as("refusals of " + breaking.getName())
                        .anySatisfy(refusal -> assertThat(refusal).contains(breaking.getName())));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void doNotRefuseWhatComesClose(HouseRule rule) {
        assertThat(rule.refusalsIn(rule.keeping())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void nameTheirRemedy(HouseRule rule) {
        assertThat(rule.rule().getDescription()).containsPattern(", because .*; ");
    }
}
