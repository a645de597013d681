package org.sessiontoken.documentation;

import java.util.List;
import java.util.Set;
import org.sessiontoken.event.Topics;

/** The programs of a Kafka distribution: topics that there are. The tour runs those of the README. */
final class KafkaConsoleCheck implements CommandCheck {

    private static final Set<String> TOPICS =
            Set.of(Topics.REQUESTS, Topics.REPLIES, Topics.DEAD_LETTERS, Topics.AUTH_SERVICES, Topics.BREAKERS);

    @Override
    public boolean claims(List<String> command) {
        return command.get(0).matches("kafka-(?:console-(?:consumer|producer)|acls)\\.sh")
                || command.get(0).equals("echo");
    }

    @Override
    public List<String> faults(List<String> command) {
        int topic = command.indexOf("--topic") + 1;
        return topic > 0 && !TOPICS.contains(command.get(topic))
                ? List.of("there is no topic " + command.get(topic))
                : List.of();
    }
}
