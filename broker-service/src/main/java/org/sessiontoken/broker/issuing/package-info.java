/** Issues session tokens, each derived from its request: see {@link org.sessiontoken.broker.issuing.TokenIssuer}. */
@NullMarked
package org.sessiontoken.broker.issuing;

import org.jspecify.annotations.NullMarked;
