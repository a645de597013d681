package org.sessiontoken.session.topics;

/**
 * The topic of attempts to sign on.
 *
 * @param partitions with how many partitions it was made, which may never change: an attempt counts on the partition of its token alone
 */
public record SignOnTopic(int partitions) {}
