/**
 * Value types for the words of the system. Each refuses invalid values in its constructor; a
 * {@link org.sessiontoken.value.Secret} cannot be printed.
 *
 * <p>No message quotes the refused value, since a text that arrives in the wrong place may be a secret.
 */
@NullMarked
package org.sessiontoken.value;

import org.jspecify.annotations.NullMarked;
