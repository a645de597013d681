/**
 * The server below the servlets: what Tomcat is made to do otherwise than it does by itself.
 *
 * <p>{@link org.sessiontoken.adapter.server.AdapterProtocol} replaces Tomcat's HTTP/1.1 protocol, by its name. It tells
 * refusals apart that Tomcat answers alike, takes the hosts that RFC 3986 allows, refuses HTTP/0.9, and bounds what one
 * network address may hold and how long a TLS handshake and the head of a request may take. {@code ConnectionDrain} lets clients leave before
 * the server stops.
 */
@NullMarked
package org.sessiontoken.adapter.server;

import org.jspecify.annotations.NullMarked;
