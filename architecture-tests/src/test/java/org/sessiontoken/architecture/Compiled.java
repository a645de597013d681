package org.sessiontoken.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The classes of all modules and these tests' fixtures, read once, since looking up what they use takes its time.
 *
 * <p>Read from where the compiler put them and not from the class path: a repackaged jar has no classes at its root.
 */
final class Compiled {

    private static final JavaClasses ALL = new ClassFileImporter()
            .importPaths(Stream.concat(
                            Arrays.stream(HouseModule.values()).map(HouseModule::compiled),
                            Stream.of(Repository.path("architecture-tests", "target", "test-classes")))
                    .filter(Files::isDirectory)
                    .toList());

    private Compiled() {}

    static JavaClasses in(Path... folders) {
        List<String> places =
                Arrays.stream(folders).map(Path::toUri).map(URI::toString).toList();
        return ALL.that(describe("are compiled into " + places, type -> isIn(places, type)));
    }

    static JavaClasses of(Collection<Class<?>> types) {
        Collection<String> names = types.stream().map(Class::getName).collect(Collectors.toSet());
        return ALL.that(describe("are named " + names, type -> names.contains(type.getName())));
    }

    private static boolean isIn(List<String> places, JavaClass type) {
        return type.getSource()
                .filter(source -> places.stream().anyMatch(source.getUri().toString()::startsWith))
                .isPresent();
    }
}
