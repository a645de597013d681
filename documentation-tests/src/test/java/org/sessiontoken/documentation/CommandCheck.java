package org.sessiontoken.documentation;

import java.util.List;

/** Compares the commands of one program with what the repository has. */
interface CommandCheck {

    static List<CommandCheck> all() {
        return List.of(
                new MavenCheck(),
                new ComposeCheck(),
                new RepositoryScriptCheck(),
                new JavaCheck(),
                new CurlCheck(),
                new KafkaConsoleCheck(),
                new KcatCheck(),
                new NodeCheck());
    }

    /** Whether the command, a list of words, is one of this program. */
    boolean claims(List<String> command);

    /** What is not true in the command; empty if all is true. */
    List<String> faults(List<String> command);
}
