/** What Kafka tells of topics: whether they exist, which partitions they have, and what the client may do with them. */
@NullMarked
package org.sessiontoken.kafka.topics;

import org.jspecify.annotations.NullMarked;
