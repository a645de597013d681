/** Reads the key files that the configuration names, and follows them while the broker runs. */
@NullMarked
package org.sessiontoken.broker.keys;

import org.jspecify.annotations.NullMarked;
