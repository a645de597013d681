/**
 * The whole path, from HTTP to HTTP, on a real Apache Kafka: the embedded one, or one in a container.
 *
 * <p>{@link org.sessiontoken.it.KafkaUnderTest} says which Kafka, {@link org.sessiontoken.it.Deployment} starts services
 * on it.
 */
@NullMarked
package org.sessiontoken.it;

import org.jspecify.annotations.NullMarked;
