package org.sessiontoken.architecture;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

    /** Lines that are neither blank nor comment. */
    int codeLines() {
        return (int) code().lines().filter(line -> !line.isBlank()).count();
    }
}
