/** A TCP relay that delays and cuts what passes it. */
@NullMarked
package org.sessiontoken.faults.relay;

import org.jspecify.annotations.NullMarked;
