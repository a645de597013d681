package org.sessiontoken.kafka.rights;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How Kafka's and Strimzi's tools write the words of Kafka's API. */
final class WordsOfTools {

    private WordsOfTools() {}

    /** {@code DescribeConfigs} for {@code DESCRIBE_CONFIGS}. */
    static String camelCase(String constant) {
        return Arrays.stream(constant.split("_", -1))
                .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining());
    }
}
