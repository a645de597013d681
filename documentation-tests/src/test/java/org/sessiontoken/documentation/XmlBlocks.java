package org.sessiontoken.documentation;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Dependencies for somebody's POM: modules that the build makes, with their group and version. */
final class XmlBlocks implements BlockBinding {

    private static final Pattern DEPENDENCY = Pattern.compile("<dependency>\\s*<groupId>(?<group>[^<]+)</groupId>"
            + "\\s*<artifactId>(?<artifact>[^<]+)</artifactId>\\s*<version>(?<version>[^<]+)</version>"
            + "\\s*(?:<scope>[a-z]+</scope>\\s*)?</dependency>\\s*");

    @Override
    public boolean claims(Block block) {
        return block.language().equals("xml");
    }

    @Override
    public List<String> faults(Block block) {
        Matcher dependency = DEPENDENCY.matcher(block.text());
        if (!dependency.matches()) {
            return List.of("is no dependency with group, artifact and version");
        }
        String artifact = dependency.group("artifact");
        String parent = "<groupId>" + dependency.group("group") + "</groupId>\\s*"
                + "<artifactId>session-token-broker</artifactId>\\s*<version>" + dependency.group("version")
                + "</version>";
        return SourceTree.modules().contains(artifact)
                        && Pattern.compile(parent)
                                .matcher(SourceTree.text(artifact + "/pom.xml"))
                                .find()
                ? List.of()
                : List.of("the build makes no such " + artifact);
    }
}
