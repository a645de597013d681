package org.sessiontoken.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PagesTest {

    private static final String FLOW = "docs/how-a-request-flows.md";
    private static final String CORRECTED_FLOW = "documentation-tests/target/how-a-request-flows.md";

    static Stream<Document> documents() {
        return SourceTree.documents().stream();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void haveLinksThatLeadSomewhere(Document document) {
        assertThat(document.links())
                .allSatisfy(link -> assertThat(leadsSomewhere(document, link))
                        .as("%s: %s", document.file(), link)
                        .isTrue());
    }

    @Test
    void haveNoLinkThatLeadsNowhere() {
        Document readme = new Document("README.md", "# One\n");
        assertThat(leadsSomewhere(readme, "docs/no-such-page.md")).isFalse();
        assertThat(leadsSomewhere(readme, "README.md#no-such-heading")).isFalse();
        assertThat(leadsSomewhere(readme, "#two")).isFalse();
        assertThat(leadsSomewhere(readme, "#one")).isTrue();
    }

    /** A class that is renamed or moved without a word here would send every newcomer astray. */
    @Test
    void sayHowARequestFlowsByClassesThatExist() throws IOException {
        ClassLinks flow = new ClassLinks(SourceTree.text(FLOW));
        assertThat(flow.unknown()).as("classes in %s that do not exist", FLOW).isEmpty();
        String corrected = flow.corrected();
        Files.writeString(SourceTree.path(CORRECTED_FLOW), corrected);
        assertThat(SourceTree.text(FLOW))
                .as("%s, where its classes are: cp %s %s", FLOW, CORRECTED_FLOW, FLOW)
                .isEqualTo(corrected);
    }

    @Test
    void sayNothingOfAClassThatDoesNotExist() {
        ClassLinks page = new ClassLinks("First [ThereIsNone], then [SessionTokenClient].\n\n[ThereIsNone]: x\n");
        assertThat(page.unknown()).containsExactly("ThereIsNone");
        assertThat(new ClassLinks("The [SessionTokenClient].\n\n[SessionTokenClient]: elsewhere\n").corrected())
                .endsWith("\n[SessionTokenClient]: ../broker-client/src/main/java/org/sessiontoken/client/"
                        + "SessionTokenClient.java\n");
    }

    private static boolean leadsSomewhere(Document from, String link) {
        String[] parts = link.split("#", 2);
        var target = parts[0].isEmpty()
                ? SourceTree.path(from.file())
                : SourceTree.path(from.file()).resolveSibling(parts[0]).normalize();
        if (!Files.exists(target)) {
            return false;
        }
        if (parts.length < 2) {
            return true;
        }
        String text = parts[0].isEmpty() ? from.text() : SourceTree.text(target);
        return anchors(text).contains(parts[1]);
    }

    /** The anchors of headings, as GitHub makes them. */
    private static List<String> anchors(String page) {
        return page.lines()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("#+ ", "")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\w\\- ]", "")
                        .replace(' ', '-'))
                .toList();
    }
}
