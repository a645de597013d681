/**
 * The words of the system as types: each refuses nonsense where it is made, and the secret ones cannot be printed.
 *
 * <p>Their messages never quote the value that was refused, since what stands in the wrong place may be a secret.
 */
@NullMarked
package org.sessiontoken.value;

import org.jspecify.annotations.NullMarked;
