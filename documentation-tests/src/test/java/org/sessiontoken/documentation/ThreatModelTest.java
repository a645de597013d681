package org.sessiontoken.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each mitigation that the threat model claims is one that a test shows. */
class ThreatModelTest {

    private static final String PAGE = "docs/security/threat-model.md";
    private static final NamedTests TESTS = NamedTests.ofAllModules();

    static Stream<Arguments> mitigations() {
        return mitigations(new Document(PAGE, SourceTree.text(PAGE)));
    }

    @ParameterizedTest
    @MethodSource("mitigations")
    void namesATestForEachMitigation(String threat, List<String> tests) {
        assertThat(tests).as("tests that show the mitigation of: %s", threat).isNotEmpty();
        assertThat(TESTS.unknown(tests))
                .as("tests that do not exist: name the one that has taken their place, or the threat under \"What is"
                        + " not mitigated\"")
                .isEmpty();
    }

    @Test
    void hasMitigationsAtEachBoundary() {
        assertThat(mitigations()).hasSizeGreaterThan(60);
    }

    @Test
    void refusesAMitigationWithoutATest() {
        Document page = new Document(PAGE, """
                | Threat | Mitigation | Shown by |
                |---|---|---|
                | one | something | nothing |
                | two | something | `ThereIsNoneTest` |
                | three | something | `ThreatModelTest#thereIsNone`, `ThreatModelTest#refusesAMitigationWithoutATest` |
                | four | something | `ThreatModelTest#mitigations` |
                """);
        Map<String, List<String>> unknown = Map.of(
                "one", List.of(),
                "two", List.of("ThereIsNoneTest"),
                "three", List.of("ThreatModelTest#thereIsNone"),
                "four", List.of("ThreatModelTest#mitigations"));
        assertThat(mitigations(page)).hasSize(4).allSatisfy(row -> {
            @SuppressWarnings("unchecked")
            List<String> tests = (List<String>) row.get()[1];
            assertThat(TESTS.unknown(tests)).isEqualTo(unknown.get((String) row.get()[0]));
        });
    }

    private static Stream<Arguments> mitigations(Document page) {
        return page.text()
                .lines()
                .dropWhile(line -> !line.endsWith("| Shown by |"))
                .map(line -> line.split(" \\| ?"))
                .filter(cells -> cells.length == 3 && !cells[2].equals("Shown by"))
                .map(cells -> Arguments.of(
                        cells[0].replaceFirst("^\\| ", ""), new Document(page.file(), cells[2]).codeSpans()));
    }
}
