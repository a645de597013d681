package org.sessiontoken.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.sessiontoken.architecture.fixture.Properties;

class ConfigurationTest {

    private static final String GOLDEN = "architecture-tests/src/test/resources/configuration-keys.txt";
    private static final String FOUND = "architecture-tests/target/configuration-keys.txt";

    static Stream<JavaClass> propertiesTypes() {
        return Arrays.stream(HouseModule.values()).flatMap(ConfigurationTest::propertiesTypes);
    }

    private static Stream<JavaClass> propertiesTypes(HouseModule module) {
        return Production.classesOf(module).stream()
                .filter(type ->
                        type.isAnnotatedWith("org.springframework.boot.context.properties.ConfigurationProperties"));
    }

    private static ConfigurationRecord read(JavaClass type) {
        String path = type.getName().replaceFirst("\\$.*", "").replace('.', '/') + ".java";
        Path file = Repository.mainSources().stream()
                .filter(source -> source.endsWith(path))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no source of " + type.getName()));
        return new ConfigurationRecord(type.reflect(), Repository.text(file));
    }

    @Nested
    class Keys {

        @Test
        void ofEntriesAreKeysToo() {
            assertThat(new ConfigurationRecord(Properties.Faulty.class, "").entryKeys())
                    .containsExactly("fixture.many-entries[].how-many");
        }

        /** A key is public from the day on which it lands. */
        @Test
        void areTheOnesThatWereAgreedUpon() throws IOException {
            List<String> found = Stream.concat(
                            Arrays.stream(HouseModule.values())
                                    .flatMap(module -> ConfigurationMetadata.of(module).keys().stream()),
                            propertiesTypes()
                                    .map(ConfigurationTest::read)
                                    .flatMap(properties -> properties.entryKeys().stream()))
                    .distinct()
                    .sorted()
                    .toList();
            Files.write(Repository.path(FOUND), found);
            assertThat(found)
                    .as(
                            "configuration keys: operators have the old ones in their files, so think twice before"
                                    + " renaming one; if it is meant, tell them in CHANGELOG.md and: cp %s %s",
                            FOUND, GOLDEN)
                    .isNotEmpty()
                    .containsExactlyElementsOf(
                            Repository.text(Repository.path(GOLDEN)).lines().toList());
        }

        @ParameterizedTest
        @EnumSource
        void haveADescription(HouseModule module) {
            assertThat(ConfigurationMetadata.of(module).keysWithoutDescription())
                    .as("keys of %s without description: document the record's component by @param", module.folder())
                    .isEmpty();
        }

        @ParameterizedTest
        @EnumSource
        void areInTheMetadataOfTheirModule(HouseModule module) {
            assertThat(ConfigurationMetadata.of(module).types())
                    .as(
                            "@ConfigurationProperties types in the metadata of %s: add"
                                    + " spring-boot-configuration-processor to the annotation processors in its pom.xml",
                            module.folder())
                    .containsAll(propertiesTypes(module).map(JavaClass::getName).toList());
        }

        @Test
        void areRefusedWithoutDescription() {
            ConfigurationMetadata metadata = new ConfigurationMetadata("""
                    {"properties": [
                        {"name": "ags.said", "description": "What it is."},
                        {"name": "ags.blank", "description": " "},
                        {"name": "ags.unsaid"}]}
                    """);
            assertThat(metadata.keys()).containsExactly("ags.said", "ags.blank", "ags.unsaid");
            assertThat(metadata.keysWithoutDescription()).containsExactly("ags.blank", "ags.unsaid");
        }
    }

    @Nested
    class Records {

        @ParameterizedTest
        @MethodSource("org.sessiontoken.architecture.ConfigurationTest#propertiesTypes")
        void areDocumentedAndSayWhatHoldsWhenAKeyIsLeftOut(JavaClass type) {
            assertThat(read(type).faults()).as("faults of %s", type.getName()).isEmpty();
        }

        @Test
        void areRefusedForWhatTheyLack() {
            String source = Repository.text(Repository.path(
                    "architecture-tests/src/test/java/org/sessiontoken/architecture/fixture/Properties.java"));
            assertThat(new ConfigurationRecord(Properties.Faulty.class, source).faults())
                    .satisfiesExactly(
                            fault -> assertThat(fault).startsWith("Faulty.undocumented is not documented"),
                            fault -> assertThat(fault).startsWith("Faulty.withoutWords is not documented"),
                            fault -> assertThat(fault).startsWith("Faulty.missing is neither given nor allowed"),
                            fault -> assertThat(fault).startsWith("Faulty.article begins with an article"),
                            fault -> assertThat(fault).startsWith("Faulty.flag is a boolean"),
                            fault -> assertThat(fault).startsWith("Entry.howMany is neither given nor allowed"));
            assertThat(new ConfigurationRecord(Properties.class, source).faults())
                    .singleElement()
                    .asString()
                    .contains("is no record");
            assertThat(new ConfigurationRecord(Properties.Good.class, source).faults())
                    .isEmpty();
        }
    }
}
