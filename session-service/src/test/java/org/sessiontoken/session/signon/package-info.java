@NullMarked
package org.sessiontoken.session.signon;

import org.jspecify.annotations.NullMarked;
