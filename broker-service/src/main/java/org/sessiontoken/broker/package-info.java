/**
 * The broker service: consumes requests, asks the right auth service, issues the token, and replies.
 *
 * <p>The way of a request: {@code intake} takes it from its topic, {@code evaluation} decides it with the help of
 * {@code authservice} and {@code issuing}, {@code reply} writes the one record that is both the reply and the audit record.
 * {@code topics} creates the topics, and {@code lifecycle} watches over the background tasks and orders the shutdown.
 */
@NullMarked
package org.sessiontoken.broker;

import org.jspecify.annotations.NullMarked;
