package org.sessiontoken.architecture;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a module's pom asks for. */
final class Pom {

    private static final Pattern DEPENDENCY = Pattern.compile("<dependency>(.*?)</dependency>", Pattern.DOTALL);
    private static final Pattern ARTIFACT = Pattern.compile("<artifactId>([^<]+)</artifactId>");

    private Pom() {}

    /** The modules of ours that its code can use: not those of scope test, nor those of scope runtime. */
    static List<String> dependencies(String pom) {
        return DEPENDENCY
                .matcher(pom)
                .results()
                .map(dependency -> dependency.group(1))
                .filter(dependency -> dependency.contains("<groupId>org.sessiontoken</groupId>"))
                .filter(dependency -> !dependency.contains("<scope>test</scope>"))
                .filter(dependency -> !dependency.contains("<scope>runtime</scope>"))
                .map(Pom::artifact)
                .toList();
    }

    private static String artifact(String dependency) {
        Matcher artifact = ARTIFACT.matcher(dependency);
        if (!artifact.find()) {
            throw new IllegalArgumentException("dependency without artifactId: " + dependency);
        }
        return artifact.group(1);
    }
}
