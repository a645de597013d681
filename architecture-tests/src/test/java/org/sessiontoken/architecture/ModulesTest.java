package org.sessiontoken.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ModulesTest {

    /** Rules that see no class refuse nothing. */
    @Nested
    class TheRulesSee {

        @ParameterizedTest
        @EnumSource
        void everyClassThatAModuleHasASourceOf(HouseModule module) {
            Set<String> compiled = Production.classesOf(module).stream()
                    .map(JavaClass::getName)
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(compiled)
                    .as(
                            "classes of %s, which must be compiled before: build it with -pl architecture-tests -am",
                            module)
                    .containsAll(sourcesOf(module.folder()));
        }

        @Test
        void someOfEveryModule() {
            assertThat(HouseModule.values())
                    .allSatisfy(module -> assertThat(Production.classesOf(module))
                            .as(module.folder())
                            .hasSizeGreaterThan(1));
        }

        @Test
        void everyModuleThatHasMainSources() {
            List<String> known =
                    Arrays.stream(HouseModule.values()).map(HouseModule::folder).toList();
            assertThat(Repository.modules())
                    .isNotEmpty()
                    .filteredOn(module -> !Repository.mainSources(module).isEmpty())
                    .as("modules with main sources: add a new one, with its packages and what it may know, to"
                            + " HouseModule and to architecture-tests/pom.xml")
                    .allSatisfy(module -> assertThat(known).contains(module));
        }
    }

    @ParameterizedTest
    @EnumSource
    void keepToTheirOwnPackages(HouseModule module) {
        assertThat(Production.classesOf(module))
                .as("classes of %s: a package belongs to one module, as listed in HouseModule", module.folder())
                .allSatisfy(type -> assertThat(module.owns(type.getPackageName()))
                        .as(type.getName())
                        .isTrue());
    }

    @ParameterizedTest
    @EnumSource
    void askTheBuildForNoModuleThatTheyMayNotKnow(HouseModule module) {
        assertThat(Pom.dependencies(Repository.text(Repository.path(module.folder(), "pom.xml"))))
                .as("modules of ours in %s/pom.xml: remove the dependency, or make its scope test", module.folder())
                .isSubsetOf(module.knownFolders());
    }

    @Test
    void findADependencyThatTheyMayNotHave() {
        String pom = """
                <project>
                  <dependencies>
                    <dependency><groupId>org.sessiontoken</groupId><artifactId>sso-spi</artifactId></dependency>
                    <dependency>
                      <groupId>org.sessiontoken</groupId><artifactId>schemas</artifactId><scope>test</scope>
                    </dependency>
                    <dependency>
                      <groupId>org.sessiontoken</groupId><artifactId>sso-backends</artifactId><scope>runtime</scope>
                    </dependency>
                    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-api</artifactId></dependency>
                  </dependencies>
                </project>
                """;
        assertThat(Pom.dependencies(pom)).containsExactly("sso-spi");
    }

    private static List<String> sourcesOf(String module) {
        Path root = Repository.path(module, "src", "main", "java");
        return Repository.mainSources(module).stream()
                .map(file -> root.relativize(file)
                        .toString()
                        .replace(".java", "")
                        .replace(file.getFileSystem().getSeparator(), "."))
                .toList();
    }
}
