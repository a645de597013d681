/** Reads the key files that the configuration names. */
@NullMarked
package org.sessiontoken.broker.keys;

import org.jspecify.annotations.NullMarked;
