package org.sessiontoken.documentation;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A document in Markdown.
 *
 * @param file its path in the repository
 * @param text what is in it
 */
record Document(String file, String text) {

    private static final Pattern FENCED =
            Pattern.compile("(?m)^(?<indent> *)```(?<language>\\S*)\\n(?<code>(?s:.*?))^\\k<indent>```$");
    private static final Pattern SPAN = Pattern.compile("`([^`\\n]+(?:\\n[^`\\n]+)?)`");
    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(([^)\\s]+)\\)");

    List<Block> blocks() {
        List<MatchResult> found = FENCED.matcher(text).results().toList();
        List<Block> blocks = new ArrayList<>();
        @Nullable Block next = null;
        for (int i = found.size() - 1; i >= 0; i--) {
            MatchResult fence = found.get(i);
            boolean followed = next != null
                    && text.substring(fence.end(), found.get(i + 1).start()).isBlank();
            next = new Block(
                    file,
                    lineOf(fence.start()),
                    fence.group(2),
                    fence.group(3).indent(-fence.group(1).length()),
                    followed ? next : null);
            blocks.add(0, next);
        }
        blocks.addAll(indentedBlocks());
        return blocks;
    }

    /** Blocks that are told by their indentation alone; what continues an item of a list is none. */
    private List<Block> indentedBlocks() {
        List<Block> blocks = new ArrayList<>();
        List<String> lines = withoutFencedBlocks().lines().toList();
        boolean afterText = false;
        boolean inList = false;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.startsWith("    ") && !line.isBlank() && !afterText && !inList) {
                blocks.add(new Block(file, i + 1, "indented", line, null));
            }
            if (!line.isBlank() && !line.startsWith(" ")) {
                inList = line.matches("(?:\\d+\\.|[-*]) .*");
            }
            afterText = !line.isBlank();
        }
        return blocks;
    }

    /** What stands between backticks in running text. */
    List<String> codeSpans() {
        return SPAN.matcher(withoutFencedBlocks())
                .results()
                .map(span -> span.group(1).replaceAll("\\s+", " "))
                .toList();
    }

    /** Where links lead to, without those into the web. */
    Stream<String> links() {
        return LINK.matcher(withoutFencedBlocks())
                .results()
                .map(link -> link.group(1))
                .filter(link -> !link.matches("[a-z]+:.*"));
    }

    /** The text with a blank in the place of each character of a fenced block, so that positions stay. */
    private String withoutFencedBlocks() {
        return FENCED.matcher(text).replaceAll(block -> block.group().replaceAll("[^\n]", " "));
    }

    private int lineOf(int position) {
        return (int) text.substring(0, position).chars().filter(c -> c == '\n').count() + 1;
    }
}
