package org.sessiontoken.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The classes that are shipped. */
final class Production {

    private static final JavaClasses CLASSES = Compiled.in(
            Arrays.stream(HouseModule.values()).map(HouseModule::compiled).toArray(Path[]::new));

    private Production() {}

    static JavaClasses classes() {
        return CLASSES;
    }

    static List<JavaClass> classesOf(HouseModule module) {
        return Compiled.in(module.compiled()).stream().toList();
    }
}
