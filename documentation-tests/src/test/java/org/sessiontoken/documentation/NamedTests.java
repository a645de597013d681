package org.sessiontoken.documentation;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The tests of all modules, by the name of the class that they are in.
 *
 * @param sources each test class with its source, and with that of its namesake in another module
 */
record NamedTests(Map<String, String> sources) {

    /** {@code GuessingIT}, or {@code CountedCheckTest#isOpenToItsOwner}, whichever class inside of it has the method. */
    private static final Pattern NAME = Pattern.compile("(?<type>[A-Z]\\w*(?:Test|IT|Contract))(?:#(?<method>\\w+))?");

    private static final Pattern ANNOTATION = Pattern.compile("@(?:Parameterized|Repeated)?Test\\b");

    static NamedTests ofAllModules() {
        return new NamedTests(SourceTree.javaSources().stream()
                .filter(file -> file.toString().contains("src/test/java"))
                .filter(file -> file.toString().matches(".*(?:Test|IT|Contract)\\.java"))
                .collect(Collectors.toMap(NamedTests::name, SourceTree::text, String::concat)));
    }

    private static String name(Path file) {
        return file.getFileName().toString().replace(".java", "");
    }

    /** What stands in a cell that is to name tests, and names none. */
    List<String> unknown(List<String> names) {
        return names.stream().filter(name -> !exists(name)).toList();
    }

    private boolean exists(String name) {
        Matcher found = NAME.matcher(name);
        return found.matches() && exists(found.group(1), found.group(2));
    }

    private boolean exists(String type, @Nullable String method) {
        String source = sources.get(type);
        return source != null && (method == null || isTest(source, method));
    }

    /** Whether the method's annotation stands behind the method before. */
    private static boolean isTest(String source, String method) {
        int at = source.indexOf(" void " + method + "(");
        String annotations = at < 0 ? "" : source.substring(Math.max(0, source.lastIndexOf(" void ", at - 1)), at);
        return ANNOTATION.matcher(annotations).find();
    }
}
