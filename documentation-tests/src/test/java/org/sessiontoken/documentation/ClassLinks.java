package org.sessiontoken.documentation;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The classes that a page names, each in brackets, with definitions of where they are at the end of the page.
 *
 * @param page the page's text
 */
record ClassLinks(String page) {

    private static final Pattern NAMED = Pattern.compile("\\[([A-Z]\\w+)](?![:(])");
    private static final Pattern DEFINITIONS = Pattern.compile("(?:^\\[\\w+]: .*\\n)+\\z", Pattern.MULTILINE);

    /** Names of classes that are in no main source. */
    TreeSet<String> unknown() {
        TreeSet<String> names = names();
        names.removeAll(sources().keySet());
        return names;
    }

    /** The page with definitions as they must be. */
    String corrected() {
        Map<String, String> sources = sources();
        return DEFINITIONS.matcher(page).replaceFirst("")
                + names().stream()
                        .map(name -> "[" + name + "]: ../" + sources.get(name) + "\n")
                        .collect(Collectors.joining());
    }

    private TreeSet<String> names() {
        return NAMED.matcher(page)
                .results()
                .map((MatchResult named) -> named.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Map<String, String> sources() {
        Map<String, String> sources = new TreeMap<>();
        SourceTree.javaSources().stream()
                .map(file -> SourceTree.path("").relativize(file))
                .filter(file -> file.toString().contains("src/main/java"))
                .forEach(file -> sources.put(nameOf(file), file.toString()));
        return sources;
    }

    private static String nameOf(Path file) {
        return file.getFileName().toString().replace(".java", "");
    }
}
