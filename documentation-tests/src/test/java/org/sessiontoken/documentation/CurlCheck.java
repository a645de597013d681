package org.sessiontoken.documentation;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Curl: paths and headers that the OpenAPI document has, and bodies that are JSON. The tour runs those of the README. */
final class CurlCheck implements CommandCheck {

    private static final String OPEN_API =
            "http-adapter/src/main/resources/org/sessiontoken/adapter/openapi/openapi.yaml";

    @Override
    public boolean claims(List<String> command) {
        return command.get(0).equals("curl");
    }

    @Override
    public List<String> faults(List<String> command) {
        String contract = SourceTree.text(OPEN_API);
        List<String> faults = new ArrayList<>();
        for (int i = 1; i < command.size(); i++) {
            String word = command.get(i);
            String before = command.get(i - 1);
            if (word.matches("https?:.*") && !contract.contains(URI.create(word).getPath() + ":")) {
                faults.add("the OpenAPI document has no path of " + word);
            } else if (before.equals("-H") && !isHeader(contract, word.replaceFirst(":.*", ""))) {
                faults.add("the OpenAPI document has no header " + word);
            } else if (before.equals("-d") && !isJson(word)) {
                faults.add("the body is no JSON: " + word);
            }
        }
        return faults;
    }

    private static boolean isHeader(String contract, String name) {
        return name.equals("content-type")
                || contract.toLowerCase(Locale.ROOT).contains("name: " + name.toLowerCase(Locale.ROOT) + "\n");
    }

    private static boolean isJson(String text) {
        try {
            new JsonMapper().readTree(text);
            return true;
        } catch (JacksonException malformed) {
            return false;
        }
    }
}
