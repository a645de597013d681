/** Reads the key files that the configuration names, and follows them while the service runs. */
@NullMarked
package org.sessiontoken.answering.keys;

import org.jspecify.annotations.NullMarked;
