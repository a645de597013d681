package org.sessiontoken.documentation;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Maven: phases, plugins, modules, profiles and properties that the build has. */
final class MavenCheck implements CommandCheck {

    private static final Set<String> PHASES =
            Set.of("clean", "compile", "test", "package", "verify", "install", "deploy");
    private static final Set<String> OPTIONS = Set.of("-q", "-B", "-ntp", "-o", "-am", "-e");
    /** Goals of plugins that have their version from Spring Boot's parent. */
    private static final Set<String> GOALS = Set.of("versions:set");
    /** Properties of Maven's own plugins, and of these. */
    private static final Set<String> PROPERTIES = Set.of(
            "skipTests",
            "test",
            "it.test",
            "surefire.failIfNoSpecifiedTests",
            "failsafe.failIfNoSpecifiedTests",
            "jacoco.skip",
            "spotless.check.skip",
            "targetClasses",
            "altDeploymentRepository",
            "gpg.keyname",
            "newVersion",
            "generateBackupPoms");

    private final String poms = String.join("\n", SourceTree.poms());
    private final List<String> modules = SourceTree.modules();

    @Override
    public boolean claims(List<String> command) {
        return command.get(0).equals("mvn");
    }

    @Override
    public List<String> faults(List<String> command) {
        List<String> faults = new ArrayList<>();
        Iterator<String> words = command.listIterator(1);
        while (words.hasNext()) {
            String word = words.next();
            if (word.equals("-pl") && words.hasNext()) {
                Stream.of(words.next().split(","))
                        .filter(module -> !modules.contains(module))
                        .forEach(module -> faults.add("pom.xml has no module " + module));
            } else if (!isKnown(word)) {
                faults.add("the build does not know " + word);
            }
        }
        return faults;
    }

    private boolean isKnown(String word) {
        if (word.startsWith("-P")) {
            return poms.matches("(?s).*<profile>\\s*<id>" + word.substring(2) + "</id>.*");
        }
        if (word.startsWith("-D")) {
            String property = word.substring(2).replaceFirst("=.*", "");
            return PROPERTIES.contains(property) || poms.contains("${" + property + "}") || isReadByATest(property);
        }
        return PHASES.contains(word)
                || OPTIONS.contains(word)
                || GOALS.contains(word)
                || word.contains(":") && poms.contains(word.replaceFirst(":.*", "") + "-maven-plugin");
    }

    private static boolean isReadByATest(String property) {
        return SourceTree.javaSources().stream()
                .map(SourceTree::text)
                .anyMatch(source -> source.contains("\"" + property + "\""));
    }
}
