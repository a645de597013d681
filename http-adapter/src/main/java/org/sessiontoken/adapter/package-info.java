/**
 * The HTTP adapter: HTTP in, event out, event in, HTTP out. It knows the HTTP contract and nothing of backends.
 *
 * <p>{@link org.sessiontoken.adapter.HttpAdapterApplication} runs it, alone or beside others in one JVM. The features are
 * packages of their own, each with a configuration class as its entry point: {@code sessiontoken} and {@code discovery}
 * implement the calls; {@code request} (correlation ID and access log), {@code header} and {@code body} read what the calls
 * have in common; {@code response} and {@code problem} write responses; {@code server} is what lies below, in Tomcat;
 * {@code background} watches the background tasks; and {@code openapi} serves the contract.
 */
@NullMarked
package org.sessiontoken.adapter;

import org.jspecify.annotations.NullMarked;
