package org.sessiontoken.answering.writing;

import java.time.Duration;

/**
 * How long events may be on their way.
 *
 * @param max how long after it was sent an event may still reach its topic; later, the producer has given it up, whatever has
 *     happened
 */
public record DeliveryTime(Duration max) {}
