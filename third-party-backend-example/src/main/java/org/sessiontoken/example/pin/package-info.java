/**
 * The backend type {@code static-pin}, as a third party would add it: accounts and the hashes of their PINs in a file.
 *
 * <p>It knows {@code sso-spi} and nothing of the broker, which finds it by {@link java.util.ServiceLoader} once the jar is
 * on its class path. The manual's page on adding a backend is written along these classes.
 */
@NullMarked
package org.sessiontoken.example.pin;

import org.jspecify.annotations.NullMarked;
