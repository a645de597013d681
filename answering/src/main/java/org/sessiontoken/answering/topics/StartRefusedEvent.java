package org.sessiontoken.answering.topics;

/**
 * A service does not take up its work, because a topic could lose what Kafka has acknowledged. The log has said so already.
 * It is for the program, which ends; where the service is a part of another program, it stays not ready.
 *
 * @param reason for the operator, with the command that mends it
 */
public record StartRefusedEvent(String reason) {}
