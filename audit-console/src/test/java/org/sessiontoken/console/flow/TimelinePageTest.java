package org.sessiontoken.console.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The manual's page about timelines. */
class TimelinePageTest {

    @Test
    void explainsEachSpanAndEachGap() throws IOException {
        String page = Files.readString(Path.of("../docs/manual/timeline.md"));

        assertThat(rows(page, "## What took how long", "## What is missing"))
                .containsExactlyElementsOf(
                        Arrays.stream(Span.What.values()).map(Span.What::code).toList());
        assertThat(rows(page, "## What is missing", "## What is shown of an event"))
                .containsExactlyElementsOf(
                        Arrays.stream(Gap.values()).map(Gap::code).toList());
    }

    private static List<String> rows(String page, String from, String to) {
        return Pattern.compile("^\\| `([a-z-]+)`", Pattern.MULTILINE)
                .matcher(page.substring(page.indexOf(from), page.indexOf(to)))
                .results()
                .map(row -> row.group(1))
                .toList();
    }
}
