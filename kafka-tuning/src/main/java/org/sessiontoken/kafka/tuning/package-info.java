/** Settings that all Kafka clients of the project share. They are no part of the event contracts. */
@NullMarked
package org.sessiontoken.kafka.tuning;

import org.jspecify.annotations.NullMarked;
