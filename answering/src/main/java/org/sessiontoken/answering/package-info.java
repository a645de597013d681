/**
 * What a service needs that answers requests from Kafka, whatever it is that it answers.
 *
 * <p>{@code topics} watches and creates its topics, {@code keys} follows its keys, {@code letters} makes dead letters of the
 * records that have no reply, {@code writing} writes its events until Kafka has them, {@code offsets} commits what is done, and
 * {@code lifecycle} watches over its background tasks and orders its shutdown.
 *
 * <p>A service takes the {@code …Configuration} of each that it needs, and gives as beans what it chooses itself, such as
 * {@link org.sessiontoken.answering.topics.NeededTopics}.
 */
@NullMarked
package org.sessiontoken.answering;

import org.jspecify.annotations.NullMarked;
