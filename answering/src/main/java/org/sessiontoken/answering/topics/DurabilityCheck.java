package org.sessiontoken.answering.topics;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.sessiontoken.kafka.topics.TopicSettings;
import org.sessiontoken.telemetry.Failures;
import org.sessiontoken.telemetry.LogKeys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares how Kafka stores the topics with what the service needs.
 *
 * <pre>
 * unknown --all topics are as they must be, or it is development--> accepted --each minute--> accepted, with warnings
 *    \------one is not---------------------------------------------> refused --mended--> accepted
 * </pre>
 *
 * <p>Until the topics are accepted, the service takes no request. Settings that somebody changes later do not stop it: what
 * it has acknowledged is not safer for that.
 *
 * <p>For the thread of the looks alone, except for {@link #unsafeSettings()} and {@link #minInSyncReplicas}.
 */
final class DurabilityCheck {

    /** A change of settings is rare, and reading them costs Kafka more than a look at the topics. */
    static final Duration INTERVAL = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(DurabilityCheck.class);

    private final NeededTopics topics;
    private final TopicRequirements requirements;
    private final boolean development;
    private final Consumer<String> refused;
    private final LongSupplier nanos;

    private volatile int unsafeSettings;
    private volatile Map<String, Integer> minInSyncReplicas = Map.of();

    private boolean accepted;
    private boolean unreadable;
    private long checkedAt;
    private Set<UnsafeSetting> reported = Set.of();

    /**
     * A check of topics.
     *
     * @param development whether topics that are not as they must be are accepted with a warning
     * @param refused is told why the service does not start
     * @param nanos a clock that never goes back
     */
    DurabilityCheck(
            NeededTopics topics,
            TopicRequirements requirements,
            boolean development,
            Consumer<String> refused,
            LongSupplier nanos) {
        this.topics = topics;
        this.requirements = requirements;
        this.development = development;
        this.refused = refused;
        this.nanos = nanos;
    }

    /** How many settings were not as they must be when they were read last. */
    int unsafeSettings() {
        return unsafeSettings;
    }

    /** What {@code min.insync.replicas} of a topic was when it was read last; empty if it was not read yet. */
    OptionalInt minInSyncReplicas(String topic) {
        Integer known = minInSyncReplicas.get(topic);
        return known == null ? OptionalInt.empty() : OptionalInt.of(known);
    }

    /**
     * Reads the settings of topics if that is due.
     *
     * @param existing the topics that exist
     * @param planned the topics that will be created
     * @return whether these topics may be used
     * @throws PolicyViolationException if one of the topics is refused
     */
    boolean accepts(StoredTopics kafka, Collection<String> existing, Collection<NewTopic> planned)
            throws ExecutionException, InterruptedException {
        if (accepted) {
            if (nanos.getAsLong() - checkedAt >= INTERVAL.toNanos()) {
                lookAgain(kafka, existing);
            }
            return true;
        }
        Findings findings;
        try {
            findings = read(kafka, existing);
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof UnknownTopicOrPartitionException) {
                // One node of Kafka has just created the topic, and another one is asked that does not know it yet.
                return false;
            }
            throw failure;
        }
        if (!development) {
            planned.forEach(topic -> requirements.unmet(topic).ifPresent(findings.unsafe()::add));
        }
        decide(findings, planned.isEmpty());
        return true;
    }

    private void decide(Findings findings, boolean complete) {
        if (development || findings.unsafe().isEmpty()) {
            warn(findings);
            accepted = complete;
            return;
        }
        String summary =
                "The " + topics.service() + " does not start, since events that Kafka has acknowledged could be lost: "
                        + findings.unsafe().get(0)
                        + (findings.unsafe().size() == 1
                                ? ""
                                : " (and " + (findings.unsafe().size() - 1) + " more, in the lines above)")
                        + ". ags.development=true makes this a warning";
        if (isNew(findings)) {
            findings.unsafe().forEach(unsafe -> log(unsafe, true));
            LOG.atError().log(summary);
        }
        refused.accept(summary);
        throw new PolicyViolationException(summary);
    }

    private void lookAgain(StoredTopics kafka, Collection<String> existing) throws InterruptedException {
        checkedAt = nanos.getAsLong();
        try {
            warn(read(kafka, existing));
            unreadable = false;
        } catch (ExecutionException failure) {
            if (!unreadable) {
                unreadable = true;
                LOG.atWarn()
                        .addKeyValue(LogKeys.EXCEPTION, Failures.describe(failure))
                        .log("The settings of topics cannot be read");
            }
        }
    }

    private Findings read(StoredTopics kafka, Collection<String> existing)
            throws ExecutionException, InterruptedException {
        List<UnsafeSetting> unsafe = new ArrayList<>();
        List<Integer> nodes = kafka.nodes();
        Map<String, TopicSettings> stored = kafka.settings(existing);
        for (NeededTopic topic : topics.all()) {
            TopicSettings actual = stored.get(topic.name());
            if (actual != null) {
                unsafe.addAll(requirements.unmet(topic, actual, nodes));
            }
        }
        minInSyncReplicas = minInSyncReplicas(stored);
        checkedAt = nanos.getAsLong();
        return new Findings(unsafe, nodes.size());
    }

    private static Map<String, Integer> minInSyncReplicas(Map<String, TopicSettings> stored) {
        Map<String, Integer> found = new HashMap<>();
        stored.forEach((topic, actual) -> {
            String value = actual.settings().get(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG);
            if (value != null) {
                found.put(topic, Integer.valueOf(value));
            }
        });
        return Map.copyOf(found);
    }

    /** Once for each setting, and again when it has been mended and changed anew. */
    private void warn(Findings findings) {
        Set<UnsafeSetting> before = reported;
        if (isNew(findings)) {
            boolean small = findings.nodes() < DurableTopics.MIN_REPLICAS;
            if (small
                    && findings.unsafe().stream().anyMatch(UnsafeSetting::isForWantOfNodes)
                    && before.stream().noneMatch(UnsafeSetting::isForWantOfNodes)) {
                LOG.atWarn()
                        .log("Kafka has fewer than three nodes: events that it has acknowledged may be lost with one of"
                                + " them");
            }
            findings.unsafe().stream()
                    .filter(unsafe -> !before.contains(unsafe) && !(small && unsafe.isForWantOfNodes()))
                    .forEach(unsafe -> log(unsafe, false));
        } else if (findings.unsafe().isEmpty() && !before.isEmpty()) {
            LOG.atInfo().log("The topics keep what Kafka has acknowledged");
        }
    }

    private boolean isNew(Findings findings) {
        Set<UnsafeSetting> before = reported;
        reported = new HashSet<>(findings.unsafe());
        unsafeSettings = reported.size();
        return !before.containsAll(reported);
    }

    private static void log(UnsafeSetting unsafe, boolean fatal) {
        (fatal ? LOG.atError() : LOG.atWarn())
                .addKeyValue(LogKeys.TOPIC, unsafe.topic())
                .addKeyValue(LogKeys.SETTING, unsafe.setting())
                .addKeyValue(LogKeys.ACTUAL, unsafe.actual())
                .addKeyValue(LogKeys.REQUIRED, unsafe.required())
                .addKeyValue(LogKeys.COMMAND, unsafe.command())
                .log("A topic may lose what Kafka has acknowledged");
    }

    private record Findings(List<UnsafeSetting> unsafe, int nodes) {}
}
