@NullMarked
package org.sessiontoken.adapter.signon;

import org.jspecify.annotations.NullMarked;
