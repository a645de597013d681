/**
 * Writes the events of a service to Kafka, each until Kafka has acknowledged it. No other package of a service that answers
 * requests writes.
 */
@NullMarked
package org.sessiontoken.answering.writing;

import org.jspecify.annotations.NullMarked;
