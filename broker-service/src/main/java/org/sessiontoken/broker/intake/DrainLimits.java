package org.sessiontoken.broker.intake;

import java.time.Duration;

/**
 * How long a consumer that stops waits for the records that it has begun.
 *
 * @param stay how long it stays in its group, whose other members do not get its partitions meanwhile
 * @param timeout how long it waits altogether
 */
record DrainLimits(Duration stay, Duration timeout) {}
