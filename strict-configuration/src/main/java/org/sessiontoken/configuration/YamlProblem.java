package org.sessiontoken.configuration;

import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * Describes why a text is not YAML. The library's own messages show the lines around the fault, and quote what they refuse: a
 * secret that begins with an asterisk would be quoted as the name of an alias.
 */
public final class YamlProblem {

    private YamlProblem() {}

    /** The line and the cause, such as {@code line 3: a key is given twice}. */
    public static String describe(YAMLException failure) {
        if (failure instanceof MarkedYAMLException marked && marked.getProblem() != null) {
            String line = marked.getProblemMark() == null
                    ? ""
                    : "line " + (marked.getProblemMark().getLine() + 1) + ": ";
            return line + cause(marked.getProblem());
        }
        String message = String.valueOf(failure.getMessage());
        if (message.contains("aliases")) {
            return "some line: it has too many aliases (*): write the values out";
        }
        if (message.contains("Nesting Depth")) {
            return "some line: lists or maps stand too deep in one another";
        }
        return "some line: it has characters that YAML does not allow, or is not UTF-8";
    }

    private static String cause(String problem) {
        if (problem.startsWith("found duplicate key")) {
            return "a key is given twice in the same place: remove one";
        }
        if (problem.startsWith("found undefined alias")) {
            return "there is an alias (*) without its anchor (&): put a value that begins with * in quotes";
        }
        if (problem.contains("TAB")) {
            return "a tab stands where only spaces may: indent with spaces";
        }
        if (problem.startsWith("found character")) {
            return "a value begins with a character that has a meaning of its own: put it in quotes";
        }
        if (problem.startsWith("mapping values are not allowed")) {
            return "a key stands where a value should: correct the indentation, or put a value with a colon in quotes";
        }
        if (problem.startsWith("found unexpected end of stream") || problem.startsWith("expected")) {
            return "a list, a map or a quoted text is not closed, or the indentation is wrong";
        }
        return "it cannot be read there: look for wrong indentation, and for special characters outside of quotes";
    }
}
