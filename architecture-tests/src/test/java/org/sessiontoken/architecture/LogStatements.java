package org.sessiontoken.architecture;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What is handed to loggers, as far as the source shows it: by the names of variables. */
final class LogStatements {

    private static final String LITERAL = "\"(?:\\\\.|[^\"\\\\])*+\"";
    private static final String NESTED = "\\((?:[^()\"]|" + LITERAL + "|\\([^()]*\\))*\\)";
    private static final Pattern CALL =
            Pattern.compile("\\.(?:log|addKeyValue|addArgument|trace|debug|info|warn|error)\\(((?:[^()\"]|" + LITERAL
                    + "|" + NESTED + ")*)\\)");
    private static final Set<String> WHOLE = Set.of(
            "record",
            "event",
            "request",
            "reply",
            "response",
            "ask",
            "body",
            "parameters",
            "credentials",
            "secret",
            "token",
            "sessionToken");

    private LogStatements() {}

    /** The log statements that are handed a whole record, event or request; empty if none is. */
    static List<String> faults(SourceText source) {
        return CALL.matcher(source.code())
                .results()
                .filter(call -> arguments(call.group(1)).anyMatch(WHOLE::contains))
                .map(call -> call.group().replaceAll("\\s+", " "))
                .toList();
    }

    private static Stream<String> arguments(String text) {
        String flat = text.replaceAll(LITERAL, "text").replaceAll(NESTED, "()");
        return Stream.of(flat.split(",", -1)).map(String::strip);
    }
}
