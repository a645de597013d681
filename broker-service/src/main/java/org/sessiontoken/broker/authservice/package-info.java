/**
 * The auth services that are configured.
 *
 * <p>{@link org.sessiontoken.broker.authservice.AuthServiceDirectory} finds them for requests. They are loaded from the
 * configuration and the auth services' file, reloaded when a file changes, and published as the public catalogue. Their
 * backends are made by factories that are found on the class path, and have no other means than the SPI.
 */
@NullMarked
package org.sessiontoken.broker.authservice;

import org.jspecify.annotations.NullMarked;
