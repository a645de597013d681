/**
 * All services in one JVM, for development and demonstrations: an embedded Apache Kafka with its data on disk, the broker
 * service, the HTTP adapter and the audit console. The first start generates keys for development.
 *
 * <p>{@link org.sessiontoken.standalone.TokenBroker} is the program.
 */
@NullMarked
package org.sessiontoken.standalone;

import org.jspecify.annotations.NullMarked;
