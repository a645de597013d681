/** Creates the topics that are missing, as soon as Kafka can be reached. */
@NullMarked
package org.sessiontoken.broker.topics;

import org.jspecify.annotations.NullMarked;
