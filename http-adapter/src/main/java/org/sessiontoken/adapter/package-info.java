/**
 * The HTTP adapter: HTTP in, event out, event in, HTTP out. It knows the HTTP contract and nothing of backends.
 *
 * <p>{@link org.sessiontoken.adapter.HttpAdapterApplication} runs it, alone or beside others in one JVM. The features are
 * packages of their own, each with one configuration class that is its way in: {@code sessiontoken} and
 * {@code discovery} answer the calls, {@code caller} and {@code exchange} are what the calls share, {@code problem} tells
 * of what went wrong, {@code connection} reaches Kafka, and {@code openapi} shows the contract.
 */
@NullMarked
package org.sessiontoken.adapter;

import org.jspecify.annotations.NullMarked;
