/** Which topics the session service needs, and what of them: {@code answering.topics} watches and creates them. */
@NullMarked
package org.sessiontoken.session.topics;

import org.jspecify.annotations.NullMarked;
