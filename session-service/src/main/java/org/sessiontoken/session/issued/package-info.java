/** Which session tokens were issued, and what they are good for. */
@NullMarked
package org.sessiontoken.session.issued;

import org.jspecify.annotations.NullMarked;
