/** Tests of dead letters. */
@NullMarked
package org.sessiontoken.console.deadletter;

import org.jspecify.annotations.NullMarked;
