/** Watches Kafka and the topics, and creates those that are missing. */
@NullMarked
package org.sessiontoken.broker.topics;

import org.jspecify.annotations.NullMarked;
