package org.sessiontoken.documentation;

import java.util.Set;
import java.util.stream.Collectors;

/** The simple names of top-level classes. */
record ClassNames(Set<String> names) {

    static ClassNames ofMainSources() {
        return new ClassNames(SourceTree.javaSources().stream()
                .filter(file -> file.toString().contains("src/main/java"))
                .map(file -> file.getFileName().toString().replace(".java", ""))
                .collect(Collectors.toSet()));
    }

    boolean contains(String name) {
        return names.contains(name);
    }
}
