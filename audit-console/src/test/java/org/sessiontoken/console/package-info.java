/** Tests of the console as a whole. */
@NullMarked
package org.sessiontoken.console;

import org.jspecify.annotations.NullMarked;
