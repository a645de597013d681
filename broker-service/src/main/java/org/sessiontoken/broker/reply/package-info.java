/**
 * Writes events to Kafka: replies, dead letters, the catalogue and changes of circuit breakers. No other package of the broker
 * writes.
 */
@NullMarked
package org.sessiontoken.broker.reply;

import org.jspecify.annotations.NullMarked;
