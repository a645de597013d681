package org.sessiontoken.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** That no other top-level class of any module has the same simple name. */
final class UniquelyNamed extends ArchCondition<JavaClass> {

    private final Map<String, Set<String>> namesakes = new HashMap<>();

    UniquelyNamed() {
        super("have a simple name of their own");
    }

    @Override
    public void init(Collection<JavaClass> all) {
        namesakes.clear();
        all.stream()
                .filter(UniquelyNamed::isNamed)
                .forEach(type -> namesakes
                        .computeIfAbsent(type.getSimpleName(), name -> new TreeSet<>())
                        .add(type.getName()));
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        Set<String> found = namesakes.getOrDefault(type.getSimpleName(), Set.of());
        if (isNamed(type) && found.size() > 1) {
            events.add(SimpleConditionEvent.violated(type, "More than one class has the name of " + found));
        }
    }

    private static boolean isNamed(JavaClass type) {
        return type.isTopLevelClass() && !type.getSimpleName().equals("package-info");
    }
}
