package org.sessiontoken.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** What each build and each release does for whoever has to trust it, so that nobody takes it out unnoticed. */
class BuildTest {

    private static final Document POM = read("pom.xml");
    private static final String PLUGINS = "/project/build/plugins/plugin";
    private static final String OF_RELEASES = "/project/profiles/profile[id='release']/build/plugins/plugin";

    static Stream<String> modules() {
        return Repository.modules().stream();
    }

    @Test
    void pinsEveryPlugin() {
        String enforcer = PLUGINS + "[artifactId='maven-enforcer-plugin']//execution[phase='validate']";
        assertThat(find(POM, enforcer + "//requirePluginVersions")).hasSize(1);
    }

    /** A range would take the newest of the day, as no version at all does. */
    @Test
    void takesNoVersionThatIsNotWrittenDown() {
        assertThat(find(POM, "//plugin/version | //dependency/version | //path/version | //parent/version"))
                .isNotEmpty()
                .noneMatch(version -> version.matches(".*(?:LATEST|RELEASE|[\\[(,)\\]]).*"));
    }

    @Test
    void checksTheLicencesOfWhatIsShipped() {
        String licences = PLUGINS + "[artifactId='license-maven-plugin'][.//goal='add-third-party']/configuration";
        assertThat(find(POM, licences + "/failOnBlacklist")).containsExactly("true");
        assertThat(find(POM, licences + "/failOnMissing")).containsExactly("true");
        assertThat(find(POM, licences + "/includedLicenses/includedLicense")).contains("Apache-2.0");
    }

    @Test
    void fixesTheTimeInArchives() {
        assertThat(find(POM, "/project/properties/project.build.outputTimestamp"))
                .singleElement()
                .asString()
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
    }

    @Test
    void makesABillOfMaterialsOfWhatIsShipped() {
        assertThat(find(POM, OF_RELEASES + "[artifactId='cyclonedx-maven-plugin']//goal"))
                .containsExactly("makeBom");
    }

    @ParameterizedTest
    @MethodSource("modules")
    void shipsEachModuleThatHasMainSourcesAndNoOther(String module) {
        boolean shipped = !find(read(module + "/pom.xml"), "/project/properties/maven.deploy.skip")
                .contains("true");
        assertThat(shipped)
                .as("whether %s is shipped: set maven.deploy.skip in its pom.xml where it is not", module)
                .isEqualTo(!Repository.mainSources(module).isEmpty() && !module.endsWith("-example"));
    }

    @ParameterizedTest
    @MethodSource("modules")
    void putsTheBillOfMaterialsIntoEachProgram(String module) {
        Document pom = read(module + "/pom.xml");
        boolean isProgram =
                !find(pom, PLUGINS + "[artifactId='spring-boot-maven-plugin']").isEmpty();
        assertThat(find(pom, "/project/properties/sbom.directory"))
                .isEqualTo(isProgram ? List.of("${project.build.outputDirectory}/META-INF/sbom") : List.of());
    }

    @Test
    void comparesTheApiWithTheLastRelease() {
        String version = find(POM, "/project/version").get(0);
        boolean skipped = find(POM, "/project/properties/compatibility.skip").contains("true");
        assertThat(skipped && mustBeCompatible(version))
                .as(
                        "whether %s may break the API: set last.release in pom.xml, and compatibility.skip to false",
                        version)
                .isFalse();
        assertThat(modules().filter(BuildTest::isCompared))
                .containsExactlyInAnyOrder(
                        "values", "schemas", "broker-client", "broker-client-spring-boot-starter", "sso-spi");
    }

    @ParameterizedTest
    @CsvSource({
        "0.1.0-SNAPSHOT, false",
        "1.0.0, false",
        "1.0.1-SNAPSHOT, true",
        "1.1.0, true",
        "2.0.0-SNAPSHOT, false",
        "2.0.1, true"
    })
    void mayBreakTheApiWithAMajorVersion(String version, boolean mustBeCompatible) {
        assertThat(mustBeCompatible(version)).isEqualTo(mustBeCompatible);
    }

    private static boolean mustBeCompatible(String version) {
        return !version.matches("0\\..*|\\d+\\.0\\.0(?:-SNAPSHOT)?");
    }

    private static boolean isCompared(String module) {
        return !find(read(module + "/pom.xml"), OF_RELEASES + "[artifactId='japicmp-maven-plugin']")
                .isEmpty();
    }

    private static List<String> find(Document pom, String path) {
        try {
            NodeList nodes =
                    (NodeList) XPathFactory.newInstance().newXPath().evaluate(path, pom, XPathConstants.NODESET);
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < nodes.getLength(); i++) {
                texts.add(nodes.item(i).getTextContent().strip());
            }
            return texts;
        } catch (XPathExpressionException wrong) {
            throw new IllegalArgumentException(path, wrong);
        }
    }

    private static Document read(String pom) {
        try (InputStream in = Files.newInputStream(Repository.path(pom))) {
            return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in);
        } catch (IOException | ParserConfigurationException | SAXException unreadable) {
            throw new IllegalStateException(pom, unreadable);
        }
    }
}
