package org.sessiontoken.broker.authservice;

import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sessiontoken.configuration.YamlProblem;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * The values of an auth services' file by their paths, each as it is written: {@code no} is the text "no", and {@code 012} is
 * "012". What has no value, stands twice, or is no part of the list is refused with its line.
 */
final class YamlEntries {

    /** An entry has maps, such as its options, and these may have maps of one value each, such as header fields. */
    private static final int MAX_DEPTH_OF_MAPS = 3;

    private static final int MAX_VALUES = 500_000;
    private static final int MAX_CHARACTERS = 16 * 1024 * 1024;
    private static final String NONE = "write " + AuthServiceFile.LIST + ": [] for none";

    private final Path file;
    private final Map<String, String> values = new LinkedHashMap<>();
    private final Map<String, Integer> lines = new LinkedHashMap<>();
    private int size;

    private YamlEntries(Path file) {
        this.file = file;
    }

    /**
     * Reads a text.
     *
     * @param file the file that it is from, for messages
     * @throws IllegalArgumentException if it is anything but one list of entries; the message names file and line
     */
    static YamlEntries of(Path file, String text) {
        YamlEntries entries = new YamlEntries(file);
        entries.addList(entries.root(text));
        return entries;
    }

    /** The values by path, such as {@code auth-services[0].options.uri}, in the order of the file. */
    Map<String, String> values() {
        return values;
    }

    /** Whether a path is a list or a map. */
    boolean isContainer(String path) {
        return lines.containsKey(path) && !values.containsKey(path);
    }

    /** The number of entries. */
    int size() {
        return size;
    }

    /** The line of a path, or of what is nearest above it, since what is absent must be added there. */
    Optional<Integer> line(String path) {
        String wanted = path;
        while (!wanted.isEmpty()) {
            Integer line = lines.get(wanted);
            if (line != null) {
                return Optional.of(line);
            }
            wanted = wanted.substring(0, Math.max(0, Math.max(wanted.lastIndexOf('.'), wanted.lastIndexOf('['))));
        }
        return Optional.empty();
    }

    private MappingNode root(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(MAX_CHARACTERS);
        List<Node> documents = new ArrayList<>();
        try {
            new Yaml(options).composeAll(new StringReader(text)).forEach(documents::add);
        } catch (YAMLException notYaml) {
            throw new IllegalArgumentException(file + ", " + YamlProblem.describe(notYaml));
        }
        if (documents.isEmpty() || isNull(documents.get(0))) {
            throw new IllegalArgumentException(file + " is empty: " + NONE);
        }
        if (documents.size() > 1) {
            throw refused(documents.get(1), "the file must be one YAML document: remove the line ---");
        }
        if (documents.get(0) instanceof MappingNode root) {
            return root;
        }
        throw refused(documents.get(0), "the file must have the list " + AuthServiceFile.LIST + " and nothing else");
    }

    private void addList(MappingNode root) {
        Map<String, NodeTuple> members = members(root, "the file");
        members.forEach((key, tuple) -> {
            if (!key.equals(AuthServiceFile.LIST)) {
                throw refused(
                        tuple.getKeyNode(),
                        key + " must not be in this file, which has the list " + AuthServiceFile.LIST
                                + " and nothing else");
            }
        });
        NodeTuple list = members.get(AuthServiceFile.LIST);
        if (list == null) {
            throw refused(root, "the list " + AuthServiceFile.LIST + " is missing: " + NONE);
        }
        if (isNull(list.getValueNode())) {
            throw refused(list.getKeyNode(), AuthServiceFile.LIST + " has no value: " + NONE);
        }
        if (!(list.getValueNode() instanceof SequenceNode entries)) {
            throw refused(list.getKeyNode(), AuthServiceFile.LIST + " must be a list: begin each entry with a hyphen");
        }
        for (Node entry : entries.getValue()) {
            String path = AuthServiceFile.LIST + "[" + size++ + "]";
            if (!(entry instanceof MappingNode)) {
                throw refused(entry, path + " must have settings, such as tenant-id: demo");
            }
            add(path, entry, entry, 1);
        }
    }

    private void add(String path, Node key, Node value, int depth) {
        int line = lineOf(key);
        if (lines.put(path, line) != null) {
            throw refused(key, path + " is given twice: remove one");
        }
        if (lines.size() > MAX_VALUES) {
            throw refused(key, "the file has more than " + MAX_VALUES + " values");
        }
        if (value instanceof MappingNode map) {
            if (depth > MAX_DEPTH_OF_MAPS) {
                throw refused(key, path + " must be one value, and it is a map");
            }
            members(map, path)
                    .forEach((name, member) ->
                            add(path + "." + name, member.getKeyNode(), member.getValueNode(), depth + 1));
        } else if (value instanceof SequenceNode list) {
            int i = 0;
            for (Node item : list.getValue()) {
                if (!(item instanceof ScalarNode)) {
                    throw refused(item, path + " must be a list of values, each on one line");
                }
                add(path + "[" + i++ + "]", item, item, depth + 1);
            }
            requireNotEmpty(path, key, i);
        } else if (value instanceof ScalarNode scalar) {
            values.put(path, text(path, key, scalar));
        }
    }

    private void requireNotEmpty(String path, Node key, int items) {
        if (items == 0) {
            throw refused(key, path + " is an empty list: give it a value, or remove it");
        }
    }

    private String text(String path, Node key, ScalarNode scalar) {
        if (isNull(scalar)) {
            throw refused(
                    key,
                    path
                            + " has no value: give it one, or remove it. Between braces a comma begins another key, so put a"
                            + " value with a comma in quotes or write a list, [a, b]");
        }
        String tag = scalar.getTag().getValue();
        if (!tag.startsWith(Tag.PREFIX) || scalar.getTag().equals(Tag.BINARY)) {
            throw refused(key, path + " must have no tag (!): put a value that begins with ! in quotes");
        }
        return scalar.getValue();
    }

    /** The members of a map by key, those of the maps that it merges (&lt;&lt;) among them. */
    private Map<String, NodeTuple> members(MappingNode map, String path) {
        Map<String, NodeTuple> members = new LinkedHashMap<>();
        Map<String, NodeTuple> merged = new LinkedHashMap<>();
        for (NodeTuple tuple : map.getValue()) {
            if (tuple.getKeyNode().getTag().equals(Tag.MERGE)) {
                merge(tuple.getValueNode(), path, merged);
            } else if (members.put(key(tuple, path), tuple) != null) {
                throw refused(tuple.getKeyNode(), path + " has the key " + key(tuple, path) + " twice: remove one");
            }
        }
        merged.forEach(members::putIfAbsent);
        return members;
    }

    private void merge(Node value, String path, Map<String, NodeTuple> merged) {
        if (value instanceof MappingNode map) {
            map.getValue().forEach(tuple -> merged.putIfAbsent(key(tuple, path), tuple));
        } else if (value instanceof SequenceNode list) {
            list.getValue().forEach(item -> merge(item, path, merged));
        } else {
            throw refused(value, path + " can merge (<<) nothing but maps");
        }
    }

    private String key(NodeTuple tuple, String path) {
        if (tuple.getKeyNode() instanceof ScalarNode key && !key.getValue().isBlank() && !isPlaceholder(key)) {
            return key.getValue();
        }
        throw refused(tuple.getKeyNode(), path + " must have texts as keys, without placeholders");
    }

    private static boolean isPlaceholder(ScalarNode key) {
        return key.getValue().contains("${");
    }

    private static boolean isNull(Node node) {
        return node.getTag().equals(Tag.NULL);
    }

    private IllegalArgumentException refused(Node node, String message) {
        return new IllegalArgumentException(file + ", line " + lineOf(node) + ": " + message);
    }

    private static int lineOf(Node node) {
        return node.getStartMark().getLine() + 1;
    }
}
