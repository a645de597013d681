/**
 * Whose network address a request is from.
 *
 * <p>{@link org.sessiontoken.adapter.caller.CallerAddressReader} takes it from the connection, and from a header only where
 * a trusted proxy has written it.
 */
@NullMarked
package org.sessiontoken.adapter.caller;

import org.jspecify.annotations.NullMarked;
