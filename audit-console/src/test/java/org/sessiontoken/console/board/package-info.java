/** Tests of the board. */
@NullMarked
package org.sessiontoken.console.board;

import org.jspecify.annotations.NullMarked;
