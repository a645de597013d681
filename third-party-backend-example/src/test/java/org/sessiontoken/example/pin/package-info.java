/** Tests of the backend type {@code static-pin}. */
@NullMarked
package org.sessiontoken.example.pin;

import org.jspecify.annotations.NullMarked;
