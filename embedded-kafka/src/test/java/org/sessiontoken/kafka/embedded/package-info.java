/** What an embedded Kafka promises, tried on a running one. */
@NullMarked
package org.sessiontoken.kafka.embedded;

import org.jspecify.annotations.NullMarked;
