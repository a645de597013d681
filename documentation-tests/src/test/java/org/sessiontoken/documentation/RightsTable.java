package org.sessiontoken.documentation;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.resource.PatternType;
import org.sessiontoken.kafka.rights.Right;
import org.sessiontoken.kafka.rights.Rights;

/** The manual's table of rights in Kafka, made from the file that Kafka's own are made from. */
final class RightsTable {

    private static final String HEAD = "| Principal | Operations | On |\n|---|---|---|\n";
    private static final Pattern TABLE = Pattern.compile(Pattern.quote(HEAD) + "(?:\\|.*\n)*");

    private RightsTable() {}

    /** The page with the table as it must be. */
    static String corrected(String page) {
        Rights rights = Rights.ofThisVersion();
        String rows = rights.all().stream().map(right -> row(right, rights)).collect(Collectors.joining());
        return TABLE.matcher(page).replaceFirst(Matcher.quoteReplacement(HEAD + rows));
    }

    private static String row(Right right, Rights rights) {
        return "| " + rights.descriptions().get(right.holder()) + " | "
                + right.operations().stream()
                        .map(operation -> "`" + operation + "`")
                        .collect(Collectors.joining(", "))
                + " | " + right.on().resourceType().name().toLowerCase(Locale.ROOT)
                + (right.on().patternType() == PatternType.PREFIXED ? " prefix" : "")
                + " `" + right.on().name() + "` |\n";
    }
}
