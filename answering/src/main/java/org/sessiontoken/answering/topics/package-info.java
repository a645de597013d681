/**
 * Watches Kafka and the topics of a service, creates those that are missing, and refuses those that may lose what Kafka has
 * acknowledged.
 *
 * <p>A service says by a bean of {@link org.sessiontoken.answering.topics.NeededTopics} which topics there are to be, and made
 * how; {@link org.sessiontoken.answering.topics.TopicMonitor} tells of them.
 */
@NullMarked
package org.sessiontoken.answering.topics;

import org.jspecify.annotations.NullMarked;
