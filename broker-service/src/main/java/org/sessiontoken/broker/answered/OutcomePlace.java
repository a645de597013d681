package org.sessiontoken.broker.answered;

import java.util.Optional;

/**
 * Where the outcome of a record is, if it has one.
 *
 * @param topic a reply topic, or that of the dead letters
 * @param partition where on the topic; if empty, it may be on any partition
 * @param id the CloudEvents {@code id} of the outcome
 * @param since no outcome is older than this time by Kafka's clock, in milliseconds since 1970
 */
public record OutcomePlace(String topic, Optional<Integer> partition, String id, long since) {}
