package org.sessiontoken.documentation;

import java.util.List;
import java.util.stream.Collectors;

/** Pictures, and lines of a log: what a log says up to the first colon must be a message of the code. */
final class TextBlocks implements BlockBinding {

    private static final String PICTURE = "(?s).*[─━│┌┐└┘├┤▶◀].*";

    private final String messages = SourceTree.javaSources().stream()
            .filter(file -> file.toString().contains("src/main/java"))
            .map(SourceTree::text)
            .map(source -> source.replaceAll("\"\\s*\\+\\s*\"", ""))
            .collect(Collectors.joining());

    @Override
    public boolean claims(Block block) {
        return block.language().equals("text");
    }

    @Override
    public List<String> faults(Block block) {
        String message = block.text().replaceFirst("(?s):.*", "").strip();
        return block.text().matches(PICTURE) || messages.contains("\"" + message)
                ? List.of()
                : List.of("no source has the message '" + message + "'");
    }
}
