package org.sessiontoken.faults.processes;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The Java that runs this program runs all others. */
final class Java {

    private Java() {}

    static List<String> command(String... flags) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(flags));
        return command;
    }
}
