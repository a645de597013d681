package org.sessiontoken.documentation;

import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Files in YAML, as trees in which a member that is missing is an empty one. */
final class YamlTree {

    private YamlTree() {}

    static JsonNode of(String file) {
        return new JsonMapper().valueToTree(new Yaml().load(SourceTree.text(file)));
    }
}
