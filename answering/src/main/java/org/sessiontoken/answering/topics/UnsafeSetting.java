package org.sessiontoken.answering.topics;

import org.apache.kafka.common.config.TopicConfig;

/**
 * A setting of a topic with which an event that Kafka has acknowledged may be lost, or is not kept for as long as it is needed.
 *
 * @param actual what it is
 * @param required what it must be
 * @param command what mends it, to be pasted into a shell
 */
record UnsafeSetting(String topic, String setting, String actual, String required, String command) {

    static final String REPLICAS = "replicas";

    /** Whether it cannot be otherwise in a cluster that has too few nodes. */
    boolean isForWantOfNodes() {
        return setting.equals(REPLICAS) || setting.equals(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG);
    }

    @Override
    public String toString() {
        return topic + " has " + setting + "=" + actual + ", and must have " + required + ". Mend it by: " + command;
    }
}
