/** How long requests may be in progress, on which the life of what they use depends. */
@NullMarked
package org.sessiontoken.broker.lifecycle;

import org.jspecify.annotations.NullMarked;
