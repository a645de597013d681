package org.sessiontoken.session.topics;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AclOperation;
import org.sessiontoken.answering.keys.RequestorKeyRing;
import org.sessiontoken.answering.lifecycle.Development;
import org.sessiontoken.answering.topics.DurableTopics;
import org.sessiontoken.answering.topics.NeededTopic;
import org.sessiontoken.answering.topics.NeededTopics;
import org.sessiontoken.answering.topics.Requirement;
import org.sessiontoken.configuration.InvalidConfigurationException;
import org.sessiontoken.event.Topics;
import org.sessiontoken.session.issued.TokenLife;
import org.sessiontoken.setting.DurationText;
import org.sessiontoken.value.RequestorName;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.KafkaAdmin.NewTopics;

/** Beans that say which topics there are to be. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SessionTopicProperties.class)
public class SessionTopicConfiguration {

    private static final Duration MARGIN = Duration.ofMinutes(10);

    @Bean
    SignOnPartitions signOnPartitions(SessionTopicProperties properties) {
        return new SignOnPartitions(properties.partitions());
    }

    /** The reply topics and that of dead letters are the broker's, which creates them first where it has other settings. */
    @Bean
    NeededTopics topicsOfTheSessionService(
            SessionTopicProperties properties,
            RequestorKeyRing requestorKeys,
            TokenLife life,
            Development development) {
        Duration needed = life.max().multipliedBy(2).plus(MARGIN);
        if (properties.retention().compareTo(needed) < 0) {
            throw new InvalidConfigurationException("ags.session.topics.retention must be at least "
                    + DurationText.of(needed)
                    + ", twice ags.session.max-token-life and ten minutes, and it is "
                    + DurationText.of(properties.retention())
                    + ": Kafka would delete who has signed on while the token could be redeemed again");
        }
        DurableTopics durable = DurableTopics.of(properties.replicationFactor(), development.development());
        List<NeededTopic> topics = new ArrayList<>();
        topics.add(audited(durable, properties, Topics.SIGN_ONS, AclOperation.READ));
        for (RequestorName requestor : requestorKeys.owners()) {
            topics.add(
                    audited(durable, properties, Topics.repliesTo(requestor), AclOperation.READ, AclOperation.WRITE));
        }
        topics.add(new NeededTopic(
                durable.retained(Topics.DEAD_LETTERS, 1, properties.retention()),
                Requirement.retained(properties.retention()),
                Set.of(AclOperation.DESCRIBE_CONFIGS, AclOperation.WRITE)));
        return new NeededTopics("session service", "ags.session.topics.replication-factor", topics);
    }

    private static NeededTopic audited(
            DurableTopics durable, SessionTopicProperties properties, String name, AclOperation... rights) {
        List<Requirement> requirements = new ArrayList<>(Requirement.retained(properties.retention()));
        requirements.add(Requirement.timedByKafka());
        Set<AclOperation> all = new HashSet<>(List.of(rights));
        all.add(AclOperation.DESCRIBE_CONFIGS);
        return new NeededTopic(
                DurableTopics.timedByKafka(durable.retained(name, properties.partitions(), properties.retention())),
                requirements,
                all);
    }

    @Bean
    NewTopics sessionTopics(NeededTopics topics) {
        return new NewTopics(topics.creations().toArray(NewTopic[]::new));
    }
}
