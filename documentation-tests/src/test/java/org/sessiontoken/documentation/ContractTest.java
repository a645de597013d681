package org.sessiontoken.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the contract and the manual say of reasons and limits, compared with the code that refuses. */
class ContractTest {

    private static final String ASYNC_API = "schemas/asyncapi.yaml";
    private static final String REASONS = "docs/manual/reasons.md";

    @Nested
    class Reasons {

        /** From the first heading of a table to the end of the page. */
        @Test
        void areAllOnTheManualsPage() throws IOException {
            String page = SourceTree.text(REASONS);
            assertIsCorrected(REASONS, page, page.substring(0, page.indexOf("\n### ")) + ReasonsPage.all());
        }

        /** From the first heading of a table to the next chapter. */
        @Test
        void ofRepliesAreAllInTheContract() throws IOException {
            String document = SourceTree.text(ASYNC_API);
            int table = document.indexOf("\n    ### ", document.indexOf("    ## Reasons\n"));
            int end = document.indexOf("\n    ## ", table);
            String indented = ReasonsPage.inReplies().replaceAll("(?m)^(?=.)", "    ");

            assertIsCorrected(ASYNC_API, document, document.substring(0, table) + indented + document.substring(end));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "schemas/json/session-token-replied.schema.json",
                    "schemas/json/dead-lettered.schema.json",
                    ASYNC_API
                })
        void ofExamplesAreReal(String document) {
            List<String> shown = Pattern.compile("\"?reason\"?: ['\"]([^'\"]+)['\"]")
                    .matcher(SourceTree.text(document))
                    .results()
                    .map(reason -> reason.group(1))
                    .toList();

            assertThat(ReasonsPage.codes()).containsAll(shown);
        }

        /** A reason that is written as a text in the code would be in no table. */
        @Test
        void areConstantsOfAnEnumThatTheTablesShow() {
            assertThat(mainSources().flatMap(ContractTest::literalReasons)).isEmpty();
        }

        private static void assertIsCorrected(String file, String text, String corrected) throws IOException {
            String remedy = "documentation-tests/target/" + Path.of(file).getFileName();
            Files.writeString(SourceTree.path(remedy), corrected);
            assertThat(text).as("the reasons: cp %s %s", remedy, file).isEqualTo(corrected);
        }
    }

    @Nested
    class Limits {

        private static final String PROPERTIES =
                "broker-service/src/main/java/org/sessiontoken/broker/evaluation/BrokerProperties.java";

        @ParameterizedTest
        @ValueSource(strings = {ASYNC_API, "schemas/README.md", "docs/manual/configuration.md"})
        void ofTimesAreThoseOfTheBroker(String document) {
            String text = SourceTree.text(document).replaceAll("\\s+", " ");

            assertThat(text)
                    .contains("`max-deadline`", "`requestor-clock-skew`")
                    .containsPattern(seconds("maxDeadline"))
                    .containsPattern(seconds("requestorClockSkew"));
        }

        /** The default, with a space as in running text or without as in the configuration. */
        private static String seconds(String property) {
            return Pattern.compile("@DefaultValue\\(\"(\\d+)s\"\\) Duration " + property + "\\b")
                    .matcher(SourceTree.text(PROPERTIES))
                    .results()
                    .map(found -> "\\b" + found.group(1) + " ?s\\b")
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static Stream<Path> mainSources() {
        return SourceTree.javaSources().stream()
                .filter(file -> file.toString().replace('\\', '/').contains("/src/main/java/org/sessiontoken/"));
    }

    private static Stream<String> literalReasons(Path source) {
        return Pattern.compile("new ReasonCode\\(\"[^\"]*\"\\)")
                .matcher(SourceTree.text(source))
                .results()
                .map(MatchResult::group)
                .map(literal -> source.getFileName() + ": " + literal);
    }
}
