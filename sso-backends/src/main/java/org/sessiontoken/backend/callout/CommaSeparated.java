package org.sessiontoken.backend.callout;

import java.util.List;
import java.util.stream.Stream;
import org.sessiontoken.sso.BackendOptions;

/** Reads options that are lists with commas between their elements. */
final class CommaSeparated {

    private CommaSeparated() {}

    /** The elements in their order, without the white space around them; none if the option is not set. */
    static List<String> texts(BackendOptions options, String name) {
        return options.optionalText(name).stream()
                .flatMap(text -> Stream.of(text.split(",")))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .toList();
    }
}
