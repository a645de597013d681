package org.sessiontoken.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.sessiontoken.architecture.fixture.visibility.Seen;

class ShapeTest {

    @Nested
    class FileLength {

        @Test
        void staysInBounds() {
            Map<String, Integer> lengths = new TreeMap<>();
            Repository.mainSources()
                    .forEach(file ->
                            lengths.put(Repository.relative(file), new SourceText(Repository.text(file)).codeLines()));
            assertThat(lengths).isNotEmpty();
            assertThat(new FileLengths(lengths).faults()).isEmpty();
        }

        @Test
        void refusesOneFileThatIsTooLong() {
            assertThat(new FileLengths(Map.of("A", 10, "B", 301, "C", 10)).faults())
                    .anySatisfy(fault -> assertThat(fault).startsWith("B has 301 lines"));
        }

        @Test
        void refusesThatHalfOfTheFilesAreLong() {
            assertThat(new FileLengths(Map.of("A", 10, "B", 41, "C", 42)).faults())
                    .singleElement()
                    .asString()
                    .startsWith("half of the files have more than 41 lines")
                    .contains("[C (42), B (41), A (10)]");
        }

        @Test
        void refusesThatOneInTenIsVeryLong() {
            Map<String, Integer> lengths = new TreeMap<>();
            for (int i = 0; i < 20; i++) {
                lengths.put("File" + i, i < 17 ? 10 : 141);
            }
            assertThat(new FileLengths(lengths).faults())
                    .singleElement()
                    .asString()
                    .startsWith("one file in ten has more than 141 lines");
            lengths.put("File17", 10);
            assertThat(new FileLengths(lengths).faults()).isEmpty();
        }
    }

    @Nested
    class HowMuchIsHidden {

        private static final int MIN_PERCENT = 45;

        @Test
        void staysInBounds() {
            Visibility visibility = Visibility.of(Production.classes());
            assertThat(visibility.hiddenPercent())
                    .as(
                            "percent of types that their package hides (%d of %d); remove 'public' from types that no"
                                    + " other package uses. Visible by package: %s",
                            visibility.hidden().size(),
                            visibility.hidden().size() + visibility.visible().size(),
                            new TreeMap<>(visibility.visibleByPackage()))
                    .isGreaterThanOrEqualTo(MIN_PERCENT);
        }

        @Test
        void isCountedByTypes() {
            Visibility visibility = Visibility.of(Compiled.in(Repository.path(
                    "architecture-tests",
                    "target",
                    "test-classes",
                    Seen.class.getPackageName().replace('.', '/'))));
            assertThat(visibility.visible())
                    .extracting(JavaClass::getSimpleName)
                    .containsExactlyInAnyOrder("Seen", "SeenOutcome", "SeenInside");
            assertThat(visibility.hidden())
                    .extracting(JavaClass::getSimpleName)
                    .containsExactlyInAnyOrder("Hidden", "PublicInsideOfHidden", "HiddenInside");
            assertThat(visibility.hiddenPercent()).isEqualTo(50);
        }
    }
}
