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

/** That all classes of a package come from one folder or jar. */
final class InOnePlace extends ArchCondition<JavaClass> {

    private final Map<String, Set<String>> places = new HashMap<>();

    InOnePlace() {
        super("be in the one place where all of their package is");
    }

    @Override
    public void init(Collection<JavaClass> all) {
        places.clear();
        all.forEach(type -> places.computeIfAbsent(type.getPackageName(), name -> new TreeSet<>())
                .add(placeOf(type)));
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        Set<String> found = places.getOrDefault(type.getPackageName(), Set.of());
        if (found.size() > 1) {
            events.add(SimpleConditionEvent.violated(
                    type, "Package of " + type.getName() + " is in more than one place: " + found));
        }
    }

    /** Where its root package would be. */
    private static String placeOf(JavaClass type) {
        String file = type.getName().replace('.', '/') + ".class";
        return type.getSource()
                .map(source -> source.getUri().toString().replace(file, ""))
                .orElse("nowhere");
    }
}
