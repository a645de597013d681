package org.sessiontoken.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files of the repository that these tests are in. */
final class Repository {

    private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");

    private static final Path ROOT = findRoot();

    private Repository() {}

    static Path path(String first, String... more) {
        return ROOT.resolve(Path.of(first, more));
    }

    /** The folders of all modules that the build has. */
    static List<String> modules() {
        return MODULE.matcher(text(path("pom.xml")))
                .results()
                .map((MatchResult module) -> module.group(1))
                .toList();
    }

    /** The main sources of a module, without package-info: none if it has none. */
    static List<Path> mainSources(String module) {
        Path folder = path(module, "src", "main", "java");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.endsWith("package-info.java"))
                    .sorted()
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The main sources of all modules, without package-info. */
    static List<Path> mainSources() {
        return modules().stream()
                .flatMap(module -> mainSources(module).stream())
                .toList();
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static String relative(Path file) {
        return ROOT.relativize(file).toString();
    }

    private static Path findRoot() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isRegularFile(folder.resolve("architecture-tests").resolve("pom.xml"))) {
            Path parent = folder.getParent();
            if (parent == null) {
                throw new IllegalStateException("run the architecture tests from inside the repository, not from "
                        + Path.of("").toAbsolutePath());
            }
            folder = parent;
        }
        return folder;
    }
}
