package org.sessiontoken.client;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.event.Topics;
import org.sessiontoken.kafka.topics.ObservedTopic;
import org.sessiontoken.kafka.topics.TopicObservation;
import org.sessiontoken.telemetry.LogKeys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether attempts to sign on can be sent. Whatever is in their way, requests for session tokens are not concerned.
 *
 * <p>For one thread that looks, and all others that ask.
 */
final class SignOnTopic {

    private static final Logger LOG = LoggerFactory.getLogger(SignOnTopic.class);

    private final Predicate<ObservedTopic> sending;
    private volatile @Nullable ClientReason obstacle = ClientReason.KAFKA_UNREACHABLE;

    /** What the last line of the log said, for the thread that looks. */
    private @Nullable ClientReason logged;

    /**
     * Has not looked yet.
     *
     * @param sending connects the sender to the topic, and tells whether it can send
     */
    SignOnTopic(Predicate<ObservedTopic> sending) {
        this.sending = sending;
    }

    /** Why no attempt can be sent now; empty if one can. */
    Optional<ClientReason> obstacle() {
        return Optional.ofNullable(obstacle);
    }

    /** Whether looking again soon may show that attempts can be sent. */
    boolean isConnecting() {
        return obstacle == ClientReason.KAFKA_UNREACHABLE;
    }

    /** Looks at the topic. */
    void look(Admin admin) throws InterruptedException {
        @Nullable ClientReason now = find(admin);
        obstacle = now;
        if (now == logged || now == ClientReason.KAFKA_UNREACHABLE) {
            return;
        }
        logged = now;
        if (now == null) {
            LOG.atInfo().addKeyValue(LogKeys.TOPIC, Topics.SIGN_ONS).log("Attempts to sign on can be sent");
        } else if (now == ClientReason.NOT_AUTHORISED) {
            LOG.atWarn()
                    .addKeyValue(LogKeys.TOPIC, Topics.SIGN_ONS)
                    .log("Attempts to sign on cannot be sent: the client must have the right WRITE on the topic");
        } else {
            LOG.atWarn()
                    .addKeyValue(LogKeys.TOPIC, Topics.SIGN_ONS)
                    .log("Attempts to sign on cannot be sent: the topic does not exist, or has no leader. The session"
                            + " service creates it");
        }
    }

    private @Nullable ClientReason find(Admin admin) throws InterruptedException {
        try {
            @Nullable
            ObservedTopic topic =
                    TopicObservation.of(admin, List.of(Topics.SIGN_ONS)).get(Topics.SIGN_ONS);
            if (topic == null || topic.available().isEmpty()) {
                return ClientReason.TOPIC_UNAVAILABLE;
            }
            if (topic.refuses(AclOperation.WRITE)) {
                return ClientReason.NOT_AUTHORISED;
            }
            return sending.test(topic) ? null : ClientReason.KAFKA_UNREACHABLE;
        } catch (TopicAuthorizationException refused) {
            return ClientReason.NOT_AUTHORISED;
        } catch (ExecutionException noAnswer) {
            return ClientReason.KAFKA_UNREACHABLE;
        }
    }
}
