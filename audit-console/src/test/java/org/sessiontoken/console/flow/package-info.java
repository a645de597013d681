/** Tests of timelines. */
@NullMarked
package org.sessiontoken.console.flow;

import org.jspecify.annotations.NullMarked;
