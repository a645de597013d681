/** Rows as they come, to browsers that are fast, slow, and come back. */
@NullMarked
package org.sessiontoken.console.live;

import org.jspecify.annotations.NullMarked;
