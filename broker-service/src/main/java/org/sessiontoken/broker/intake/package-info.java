/** Takes requests from their topic, out of order within a bound, and commits in order; what cannot be read becomes a dead letter. */
@NullMarked
package org.sessiontoken.broker.intake;

import org.jspecify.annotations.NullMarked;
