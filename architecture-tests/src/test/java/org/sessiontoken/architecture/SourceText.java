package org.sessiontoken.architecture;

import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Java source, told apart into code and comments. */
record SourceText(String text) {

    /** Literals come first, so that what looks like a comment inside of one is none. */
    private static final Pattern LITERAL_OR_COMMENT = Pattern.compile(
            "(?<literal>\"\"\"(?:\\\\.|[^\\\\])*?\"\"\"|\"(?:\\\\.|[^\"\\\\\n])*+\"|'(?:\\\\.|[^'\\\\\n])*+')"
                    + "|/\\*.*?\\*/|//[^\n]*",
            Pattern.DOTALL);

    String code() {
        return LITERAL_OR_COMMENT.matcher(text).replaceAll(found -> {
            String literal = found.group(1);
            return literal == null ? "" : Matcher.quoteReplacement(literal);
        });
    }

    /** Code in which every literal is an empty one, so that what is left are names and signs. */
    String codeWithoutLiterals() {
        return LITERAL_OR_COMMENT.matcher(text).replaceAll(found -> found.group(1) == null ? "" : "\"\"");
    }

    /** Literals in their quotes. */
    Stream<String> literals() {
        return LITERAL_OR_COMMENT
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .filter(Objects::nonNull);
    }

    /** Lines that are neither blank nor comment. */
    int codeLines() {
        return (int) code().lines().filter(line -> !line.isBlank()).count();
    }
}
