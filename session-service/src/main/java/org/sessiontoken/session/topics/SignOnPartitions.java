package org.sessiontoken.session.topics;

/**
 * The partitions of the topic of attempts to sign on.
 *
 * @param count with how many partitions it was made, which may never change: an attempt counts on the partition of its token alone
 */
public record SignOnPartitions(int count) {}
