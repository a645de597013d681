package org.sessiontoken.architecture;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A rule about source text, for what cannot be seen in compiled classes: catch blocks, literals, the names of variables.
 *
 * @param name what is refused
 * @param because why, then a semicolon and what to do instead
 * @param module which modules the rule is for, by folder
 * @param faults finds what breaks the rule; empty if nothing does
 * @param exceptions source files that may break the rule, by their path in the repository, each with the reason
 * @param breaking source that breaks the rule, one piece at a time
 * @param keeping source that comes close and keeps the rule
 */
record SourceRule(
        String name,
        String because,
        Predicate<String> module,
        Function<SourceText, List<String>> faults,
        Map<String, String> exceptions,
        List<String> breaking,
        List<String> keeping) {

    static SourceRule of(String name, String because, Function<SourceText, List<String>> faults) {
        return new SourceRule(name, because, anyModule -> true, faults, Map.of(), List.of(), List.of());
    }

    SourceRule in(String... folders) {
        return new SourceRule(name, because, List.of(folders)::contains, faults, exceptions, breaking, keeping);
    }

    SourceRule except(Map<String, String> reasonsByFile) {
        return new SourceRule(name, because, module, faults, reasonsByFile, breaking, keeping);
    }

    SourceRule refuses(String... sources) {
        return new SourceRule(name, because, module, faults, exceptions, List.of(sources), keeping);
    }

    SourceRule allows(String... sources) {
        return new SourceRule(name, because, module, faults, exceptions, breaking, List.of(sources));
    }

    List<String> faultsIn(String source) {
        return faults.apply(new SourceText(source));
    }

    @Override
    public String toString() {
        return name + ", because " + because;
    }
}
