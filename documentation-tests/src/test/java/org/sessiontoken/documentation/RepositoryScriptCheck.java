package org.sessiontoken.documentation;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Scripts of the repository: they can be run, and know the word that they are given first. */
final class RepositoryScriptCheck implements CommandCheck {

    private static final Set<String> WITH_COMMANDS =
            Set.of("benchmarks/run", "fault-tests/run", "standalone/token-broker");

    private static final Set<String> WITH_SUBCOMMANDS = Set.of("audit", "keys", "rights");

    @Override
    public boolean claims(List<String> command) {
        return command.get(0).matches("[.\\w-]+/[\\w-]+");
    }

    @Override
    public List<String> faults(List<String> command) {
        String name = command.get(0);
        Path script = SourceTree.path(name);
        List<String> faults = new ArrayList<>();
        if (!Files.isExecutable(script)) {
            return List.of("there is no script " + name + " that can be run");
        }
        if (WITH_COMMANDS.contains(name) && command.size() > 1) {
            String first = command.get(1);
            // Of the standalone program, the launcher itself knows one command and passes on the others, which the tour
            // runs.
            if (!SourceTree.text(script).matches("(?s).*\\b" + first + "\\b.*") && !isKnownToTheProgram(first)) {
                faults.add(name + " does not know " + first);
            }
            if (WITH_SUBCOMMANDS.contains(first)) {
                command.stream()
                        .skip(2)
                        .filter(word -> word.startsWith("--") || word.equals(command.get(2)))
                        .filter(word -> !isKnownToTheProgram(word))
                        .forEach(word -> faults.add(first + " does not know " + word));
            }
        }
        return faults;
    }

    /** A command, or an option: Picocli adds --help and --version itself. */
    private static boolean isKnownToTheProgram(String word) {
        String name = word.startsWith("--") ? "\"" + word + "\"" : "name = \"" + word + "\"";
        return word.matches("--help|--version")
                || SourceTree.javaSources().stream()
                        .filter(file -> file.toString().matches(".*(?:standalone/src/main|console/shell).*"))
                        .anyMatch(file -> SourceTree.text(file).contains(name));
    }
}
