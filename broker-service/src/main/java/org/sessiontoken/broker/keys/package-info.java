/** Reads the key files that configuration names. */
@NullMarked
package org.sessiontoken.broker.keys;

import org.jspecify.annotations.NullMarked;
