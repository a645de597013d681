package org.sessiontoken.architecture;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How much of the code other packages cannot see.
 *
 * <p>Counted are top-level and nested types. Not counted by themselves are anonymous and local classes, and what a visible
 * interface has inside: an outcome and its cases are one type.
 */
record Visibility(List<JavaClass> visible, List<JavaClass> hidden) {

    static Visibility of(Collection<JavaClass> classes) {
        List<JavaClass> types = classes.stream().filter(Visibility::isCounted).toList();
        return new Visibility(
                types.stream().filter(Visibility::isVisible).toList(),
                types.stream().filter(type -> !isVisible(type)).toList());
    }

    int hiddenPercent() {
        return Math.toIntExact(100L * hidden.size() / Math.max(1, hidden.size() + visible.size()));
    }

    Map<String, Long> visibleByPackage() {
        return visible.stream().collect(groupingBy(JavaClass::getPackageName, counting()));
    }

    private static boolean isCounted(JavaClass type) {
        Optional<JavaClass> enclosing = type.getEnclosingClass();
        boolean named = !type.isAnonymousClass()
                && !type.isLocalClass()
                && !type.getSimpleName().equals("package-info");
        return named
                && !(isVisible(type) && enclosing.filter(JavaClass::isInterface).isPresent());
    }

    private static boolean isVisible(JavaClass type) {
        return (type.getModifiers().contains(JavaModifier.PUBLIC)
                        || type.getModifiers().contains(JavaModifier.PROTECTED))
                && type.getEnclosingClass().map(Visibility::isVisible).orElse(true);
    }
}
