package org.sessiontoken.answering.topics;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * The topics that a service needs, and how operators are told of them.
 *
 * <p>Spring's KafkaAdmin creates what is a bean: beside the bean of these topics, a service has one of
 * {@link org.springframework.kafka.core.KafkaAdmin.NewTopics} with their {@link #creations()}.
 *
 * @param service what messages call the service, such as {@code broker}
 * @param replicationProperty the property that says how many copies the service's topics get
 * @param all the topics
 */
public record NeededTopics(String service, String replicationProperty, List<NeededTopic> all) {

    /** Keeps a copy. */
    public NeededTopics {
        all = List.copyOf(all);
    }

    /** How the topics are created. */
    public List<NewTopic> creations() {
        return all.stream().map(NeededTopic::creation).toList();
    }

    Set<String> names() {
        return all.stream().map(NeededTopic::name).collect(Collectors.toUnmodifiableSet());
    }
}
