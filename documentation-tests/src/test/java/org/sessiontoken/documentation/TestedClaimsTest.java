package org.sessiontoken.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the threat model mitigates, and what is promised to stay, is what tests show. */
class TestedClaimsTest {

    private static final NamedTests TESTS = NamedTests.ofAllModules();

    static Stream<Arguments> claims() {
        return Stream.concat(
                claims("docs/security/threat-model.md", "Shown by"), claims("docs/compatibility.md", "Guarded by"));
    }

    private static Stream<Arguments> claims(String page, String heading) {
        return TestedClaims.of(new Document(page, SourceTree.text(page)), heading).entrySet().stream()
                .map(claim -> Arguments.of(claim.getKey(), claim.getValue()));
    }

    @ParameterizedTest
    @MethodSource("claims")
    void areShownByTestsThatExist(String claim, List<String> tests) {
        assertThat(tests).as("tests that show: %s", claim).isNotEmpty();
        assertThat(TESTS.unknown(tests))
                .as("tests that do not exist: name those that have taken their place, or say that nothing shows it")
                .isEmpty();
    }

    @Test
    void areFoundInBothDocuments() {
        assertThat(claims("docs/security/threat-model.md", "Shown by")).hasSizeGreaterThan(60);
        assertThat(claims("docs/compatibility.md", "Guarded by")).hasSizeGreaterThan(5);
    }

    @Test
    void areRefusedWithATestThatDoesNotExist() {
        Document page = new Document("", """
                | Threat | Mitigation | Shown by |
                |---|---|---|
                | one | something | nothing |
                | two | something | `ThereIsNoneTest` |
                | three | something | `PagesTest#thereIsNone`, `PagesTest#haveLinksThatLeadSomewhere`, `PagesTest` |
                | four | something | `PagesTest#documents` |

                | No | claim |
                |---|---|
                | five | `ThereIsNoneTest` |
                """);
        Map<String, List<String>> claims = TestedClaims.of(page, "Shown by");
        assertThat(claims).containsOnlyKeys("one", "two", "three", "four");
        assertThat(claims.get("one")).isEmpty();
        assertThat(claims.values())
                .map(TESTS::unknown)
                .containsExactly(
                        List.of(),
                        List.of("ThereIsNoneTest"),
                        List.of("PagesTest#thereIsNone"),
                        List.of("PagesTest#documents"));
    }
}
