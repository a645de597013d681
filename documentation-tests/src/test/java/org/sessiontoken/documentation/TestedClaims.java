package org.sessiontoken.documentation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A table of claims whose last column names the tests that show them. */
final class TestedClaims {

    private TestedClaims() {}

    /** The names in the last column, by what the first column says, of all tables of the page that have such a heading. */
    static Map<String, List<String>> of(Document page, String heading) {
        Map<String, List<String>> claims = new LinkedHashMap<>();
        boolean inTable = false;
        for (String line : page.text().lines().toList()) {
            String[] cells = line.replaceAll("^\\| | \\|$", "").split(" \\| ");
            String last = cells[cells.length - 1];
            if (!line.startsWith("|") || last.equals(heading)) {
                inTable = last.equals(heading);
            } else if (inTable && !line.startsWith("|-")) {
                claims.put(cells[0], new Document(page.file(), last).codeSpans());
            }
        }
        return claims;
    }
}
