/**
 * The broker service: consumes requests, asks the right auth service, issues the token, and replies.
 *
 * <p>The way of a request: {@code intake} takes it from its topic, {@code evaluation} decides it with the help of
 * {@code authservice} and {@code issuing}, and the one record that is both the reply and the audit record is written by
 * {@code answering.writing}. {@code topics} says which topics there are to be. What watches over them, follows the keys and
 * orders the shutdown is in the module {@code answering}, for all services that answer requests.
 */
@NullMarked
package org.sessiontoken.broker;

import org.jspecify.annotations.NullMarked;
