package org.sessiontoken.documentation;

import java.nio.file.Files;
import java.util.List;

/** Node.js and npm: programs and folders of the repository. The CI runs the example. */
final class NodeCheck implements CommandCheck {

    @Override
    public boolean claims(List<String> command) {
        return command.get(0).matches("node|npm");
    }

    @Override
    public List<String> faults(List<String> command) {
        return command.stream()
                .skip(1)
                .filter(word -> word.contains("/") || word.endsWith(".mjs"))
                .filter(word -> !Files.exists(SourceTree.path(word)))
                .map(word -> "there is no " + word)
                .toList();
    }
}
