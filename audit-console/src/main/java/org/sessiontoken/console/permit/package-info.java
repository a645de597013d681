/** Shares what is scarce among users: live rows, scans and exports. */
@NullMarked
package org.sessiontoken.console.permit;

import org.jspecify.annotations.NullMarked;
