package org.sessiontoken.broker.intake;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * How long a consumer that stops waits for the records that it has begun.
 *
 * @param stay how long it stays in its group, whose other members do not get its partitions meanwhile
 * @param timeout how long it waits altogether
 * @param mustStay whether it stays for all that time, since something that it has begun must not be begun again elsewhere
 */
record DrainLimits(Duration stay, Duration timeout, BooleanSupplier mustStay) {

    /** How long the consumer stays now. */
    Duration currentStay() {
        return mustStay.getAsBoolean() ? timeout : stay;
    }
}
