package org.sessiontoken.console.index;

/**
 * Where a record is.
 *
 * @param topic the topic's name
 * @param partition the number of the partition
 * @param offset the offset in that partition
 */
public record Place(String topic, int partition, long offset) {}
