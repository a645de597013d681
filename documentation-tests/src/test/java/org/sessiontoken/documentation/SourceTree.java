package org.sessiontoken.documentation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The files of the repository that these tests are in. */
final class SourceTree {

    private static final Path ROOT = findRoot();
    private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");

    private SourceTree() {}

    static Path path(String name) {
        return ROOT.resolve(name);
    }

    static String text(String name) {
        return text(path(name));
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static List<Document> documents() {
        return files(".md").stream()
                .map(file -> new Document(ROOT.relativize(file).toString(), text(file)))
                .toList();
    }

    static List<Path> javaSources() {
        return files(".java");
    }

    static List<String> poms() {
        return files("pom.xml").stream().map(SourceTree::text).toList();
    }

    static List<String> modules() {
        return MODULE.matcher(text("pom.xml"))
                .results()
                .map(module -> module.group(1))
                .toList();
    }

    /** Files whose names end so, without what a build makes and without hidden folders. */
    private static List<Path> files(String ending) {
        List<Path> files = new ArrayList<>();
        try {
            Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    String name = folder.getFileName().toString();
                    boolean skipped = name.matches("target|node_modules|\\..*|.*-data");
                    return skipped && !folder.equals(ROOT) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (file.getFileName().toString().endsWith(ending)) {
                        files.add(file);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return files.stream().sorted().toList();
    }

    private static Path findRoot() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isRegularFile(folder.resolve("documentation-tests").resolve("pom.xml"))) {
            Path parent = folder.getParent();
            if (parent == null) {
                throw new IllegalStateException("run these tests from inside the repository, not from "
                        + Path.of("").toAbsolutePath());
            }
            folder = parent;
        }
        return folder;
    }
}
