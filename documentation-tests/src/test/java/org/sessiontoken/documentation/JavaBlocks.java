package org.sessiontoken.documentation;

import java.util.List;
import java.util.stream.Stream;

/** Java, which must stand in a source file that is compiled. Code may be left out where there is {@code …} or an empty line. */
final class JavaBlocks implements BlockBinding {

    private final List<String> sources = SourceTree.javaSources().stream()
            .map(file -> normalised(SourceTree.text(file)))
            .toList();

    @Override
    public boolean claims(Block block) {
        return block.language().equals("java");
    }

    @Override
    public List<String> faults(Block block) {
        List<String> parts = Stream.of(block.text().split("…|\n\n"))
                .map(JavaBlocks::normalised)
                .filter(part -> !part.isEmpty())
                .toList();
        return sources.stream().anyMatch(source -> hasInOrder(source, parts))
                ? List.of()
                : List.of("no source file has this code: cut it from one that is compiled");
    }

    private static boolean hasInOrder(String source, List<String> parts) {
        int from = 0;
        for (String part : parts) {
            int found = source.indexOf(part, from);
            if (found < 0) {
                return false;
            }
            from = found + part.length();
        }
        return true;
    }

    private static String normalised(String code) {
        return code.replaceAll("\\s+", "");
    }
}
