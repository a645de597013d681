/**
 * Everything in one JVM, for trying it out: an embedded Apache Kafka with its data on disk, the broker service and the HTTP
 * adapter, with keys that are made for development at the first start.
 *
 * <p>{@link org.sessiontoken.standalone.TokenBroker} is the program.
 */
@NullMarked
package org.sessiontoken.standalone;

import org.jspecify.annotations.NullMarked;
