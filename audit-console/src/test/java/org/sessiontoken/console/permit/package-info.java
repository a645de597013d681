/** Tests of the permits. */
@NullMarked
package org.sessiontoken.console.permit;

import org.jspecify.annotations.NullMarked;
