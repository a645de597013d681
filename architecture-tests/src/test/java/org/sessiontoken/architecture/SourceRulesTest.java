package org.sessiontoken.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SourceRulesTest {

    static Stream<SourceRule> rules() {
        return SourceRules.all().stream();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void areKeptByAllModules(SourceRule rule) {
        Map<String, List<String>> faults = faults(rule);
        faults.keySet().removeAll(rule.exceptions().keySet());
        assertThat(faults).as(rule.toString()).isEmpty();
    }

    /** An exception that nobody needs any more would allow the next fault in that file. */
    @ParameterizedTest
    @MethodSource("rules")
    void haveNoExceptionThatIsNotNeeded(SourceRule rule) {
        assertThat(rule.exceptions().keySet())
                .as("files that may break the rule: remove those that do not break it, or are gone")
                .isSubsetOf(faults(rule).keySet());
    }

    @ParameterizedTest
    @MethodSource("rules")
    void refuseWhatBreaksThem(SourceRule rule) {
        assertThat(rule.breaking())
                .isNotEmpty()
                .allSatisfy(
                        source -> assertThat(rule.faultsIn(source)).as(source).isNotEmpty());
    }

    @ParameterizedTest
    @MethodSource("rules")
    void doNotRefuseWhatComesClose(SourceRule rule) {
        assertThat(rule.keeping())
                .isNotEmpty()
                .allSatisfy(
                        source -> assertThat(rule.faultsIn(source)).as(source).isEmpty());
    }

    @ParameterizedTest
    @MethodSource("rules")
    void nameTheirRemedy(SourceRule rule) {
        assertThat(rule.toString()).containsPattern(", because .*; ");
    }

    private static Map<String, List<String>> faults(SourceRule rule) {
        Map<String, List<String>> faults = new LinkedHashMap<>();
        Repository.modules().stream()
                .filter(rule.module())
                .flatMap(module -> Repository.mainSources(module).stream())
                .forEach(file -> add(faults, file, rule));
        return faults;
    }

    private static void add(Map<String, List<String>> faults, Path file, SourceRule rule) {
        List<String> found = rule.faultsIn(Repository.text(file));
        if (!found.isEmpty()) {
            faults.put(Repository.relative(file), found);
        }
    }
}
