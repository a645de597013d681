/**
 * The backend type {@code static-pin}, as a third party would add it: accounts and the hashes of their PINs in a file.
 *
 * <p>It compiles against {@code sso-spi} alone. The broker finds it through {@link java.util.ServiceLoader} once the jar is
 * on the class path.
 */
@NullMarked
package org.sessiontoken.example.pin;

import org.jspecify.annotations.NullMarked;
