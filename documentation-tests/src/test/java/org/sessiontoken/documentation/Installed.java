package org.sessiontoken.documentation;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Programs of the machine that tests run where they are there. */
final class Installed {

    private Installed() {}

    /** Skips the test aloud if the program is not there. */
    static void require(String program, String consequence) {
        if (!isInstalled(program)) {
            System.out.println("SKIPPED: " + program + " is not installed, so " + consequence);
            Assumptions.abort(program + " is not installed");
        }
    }

    static boolean isInstalled(String program) {
        return Stream.of(System.getenv("PATH").split(":")).anyMatch(bin -> Files.isExecutable(Path.of(bin, program)));
    }
}
