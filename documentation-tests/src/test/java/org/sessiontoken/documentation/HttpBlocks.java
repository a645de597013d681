package org.sessiontoken.documentation;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;

/** Messages of HTTP/1.1, with whatever the page's own example configures: the path, and the names of headers. */
final class HttpBlocks implements BlockBinding {

    @Override
    public boolean claims(Block block) {
        return block.language().equals("http");
    }

    @Override
    public List<String> faults(Block block) {
        String page = SourceTree.text(block.file());
        String[] parts = block.text().split("\n\n", 2);
        List<String> lines = parts[0].lines().toList();
        List<String> faults = new ArrayList<>();
        String[] request = lines.get(0).split(" ");
        if (request.length != 3 || !request[2].equals("HTTP/1.1") || !page.contains(request[1] + "\n")) {
            faults.add("the page's example does not lead to " + lines.get(0));
        }
        lines.stream()
                .skip(1)
                .map(header -> header.replaceFirst(":.*", ""))
                .filter(name -> !name.equals("Content-Type")
                        && !page.contains(" " + name + ":")
                        && !page.contains(": " + name + "\n"))
                .forEach(name -> faults.add("the page's example does not set " + name));
        Stream.of(parts).skip(1).filter(body -> !isJson(body)).forEach(body -> faults.add("the body is no JSON"));
        return faults;
    }

    private static boolean isJson(String body) {
        try {
            JsonBlocks.read(body);
            return true;
        } catch (JacksonException malformed) {
            return false;
        }
    }
}
