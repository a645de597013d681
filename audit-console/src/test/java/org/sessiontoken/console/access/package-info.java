/** Who may see what, tried over HTTP as a browser does. */
@NullMarked
package org.sessiontoken.console.access;

import org.jspecify.annotations.NullMarked;
