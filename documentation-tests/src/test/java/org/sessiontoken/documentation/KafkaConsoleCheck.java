package org.sessiontoken.documentation;

import java.util.List;
import java.util.Set;
import org.sessiontoken.event.Topics;

/** The programs of a Kafka distribution: topics that there are, or all reply topics. The tour runs those of the README. */
final class KafkaConsoleCheck implements CommandCheck {

    private static final Set<String> TOPICS = Set.of(
            Topics.REQUESTS,
            Topics.DEAD_LETTERS,
            Topics.AUTH_SERVICES,
            Topics.BREAKERS,
            Topics.FAILURES,
            Topics.ACCESSES);

    /** {@link Topics#ALL_REPLIES} as one writes it in a shell. */
    static final String ALL_REPLIES = Topics.REPLIES_PREFIX.replace(".", "\\.") + ".+";

    @Override
    public boolean claims(List<String> command) {
        return command.get(0).matches("kafka-(?:console-(?:consumer|producer)|acls)\\.sh")
                || command.get(0).equals("echo");
    }

    @Override
    public List<String> faults(List<String> command) {
        int topic = command.indexOf("--topic") + 1;
        if (topic > 0 && !isTopic(command.get(topic))) {
            return List.of("there is no topic " + command.get(topic));
        }
        int pattern = command.indexOf("--include") + 1;
        return pattern > 0 && !command.get(pattern).equals(ALL_REPLIES)
                ? List.of("the pattern for all reply topics is " + ALL_REPLIES)
                : List.of();
    }

    static boolean isTopic(String name) {
        return TOPICS.contains(name) || Topics.ALL_REPLIES.matcher(name).matches();
    }
}
