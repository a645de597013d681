package org.sessiontoken.documentation;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Java, started with a jar that the build makes, and with a folder of further jars only where its launcher takes one. */
final class JavaCheck implements CommandCheck {

    private static final Pattern JAR =
            Pattern.compile("(?:\\S*/)?(?:(?<module>[a-z-]+)-\\*-(?<classifier>[a-z]+)|(?<name>[a-z-]+))\\.jar");

    @Override
    public boolean claims(List<String> command) {
        return command.get(0).equals("java");
    }

    @Override
    public List<String> faults(List<String> command) {
        List<String> faults = new ArrayList<>();
        int jar = command.indexOf("-jar") + 1;
        if (jar > 0 && jar < command.size()) {
            Matcher named = JAR.matcher(command.get(jar));
            String pom =
                    named.matches() ? pomOf(named.group("module"), named.group("classifier"), named.group("name")) : "";
            if (pom.isEmpty()) {
                faults.add("the build makes no " + command.get(jar));
            } else if (command.stream().anyMatch(word -> word.startsWith("-Dloader.path"))
                    && !pom.contains("<layout>ZIP</layout>")) {
                faults.add("the launcher of " + command.get(jar) + " takes no loader.path");
            }
        }
        return faults;
    }

    /** The POM of the module that makes the jar; empty if none does. */
    private static String pomOf(String module, String classifier, String name) {
        return SourceTree.modules().stream()
                .filter(candidate -> module == null || candidate.equals(module))
                .map(candidate -> SourceTree.text(candidate + "/pom.xml"))
                .filter(pom -> module == null
                        ? pom.contains("<finalName>" + name + "</finalName>")
                        : pom.contains("<classifier>" + classifier + "</classifier>"))
                .findFirst()
                .orElse("");
    }
}
