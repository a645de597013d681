package org.sessiontoken.documentation;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Sequence diagrams, whose participants must be classes of the code where they are named as a class is. */
final class MermaidBlocks implements BlockBinding {

    private static final Pattern CLASS_NAME = Pattern.compile("\\b(?:[A-Z][a-z]+){2,}\\b");

    private final ClassNames classes = ClassNames.ofMainSources();

    @Override
    public boolean claims(Block block) {
        return block.language().equals("mermaid");
    }

    @Override
    public List<String> faults(Block block) {
        return CLASS_NAME
                .matcher(block.text())
                .results()
                .map(MatchResult::group)
                .distinct()
                .filter(name -> !classes.contains(name))
                .map(name -> "there is no class " + name)
                .toList();
    }
}
