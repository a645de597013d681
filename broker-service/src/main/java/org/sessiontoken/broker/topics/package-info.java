/** Which topics the broker needs, and what of them: {@code answering.topics} watches and creates them. */
@NullMarked
package org.sessiontoken.broker.topics;

import org.jspecify.annotations.NullMarked;
